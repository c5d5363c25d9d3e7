# A static program and nothing else: docker run --rm -v "$PWD:/texts" factlint check
FROM rust:1.95-alpine AS build
RUN apk add --no-cache musl-dev make
WORKDIR /src
COPY . .
RUN cargo build --release --locked && strip target/release/factlint

FROM scratch
COPY --from=build /src/target/release/factlint /factlint
WORKDIR /texts
ENTRYPOINT ["/factlint"]
