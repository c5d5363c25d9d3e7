# A static program and nothing else: docker run --rm -v "$PWD:/texts" factlint check
FROM rust:1.95-slim AS build
WORKDIR /src
COPY . .
# The C library is linked in. That asks for a named target, so that what runs while it is built is built as usual.
RUN target=$(rustc -vV | sed -n 's/^host: //p') \
    && RUSTFLAGS="-C target-feature=+crt-static" cargo build --release --locked --target "$target" \
    && strip -o /factlint "target/$target/release/factlint"

FROM scratch
COPY --from=build /factlint /factlint
WORKDIR /texts
ENTRYPOINT ["/factlint"]
