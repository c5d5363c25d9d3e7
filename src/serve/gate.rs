//! Who may ask: whoever has the address with its token, under the name of this machine, and no page of another.
//!
//! A page from elsewhere can make a browser ask any address. It does not know the token; what it sends carries its own origin; and where it lets its own
//! name lead to this machine (DNS rebinding), that name is the host that is asked for.

use super::{http::Head, refusal::Refusal};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

/// The bytes of a token: no one guesses 128 bits.
const TOKEN: usize = 16;

/// What is let in.
#[derive(Debug)]
pub(super) struct Gate {
    address: SocketAddr,
    token: String,
}

impl Gate {
    /// A gate with a token of its own.
    ///
    /// # Errors
    /// When the system has no random numbers.
    pub(super) fn new(address: SocketAddr) -> Result<Self, getrandom::Error> {
        let mut random = [0; TOKEN];
        getrandom::fill(&mut random)?;
        let token = random.iter().flat_map(|byte| [byte >> 4, byte & 15]).filter_map(|digit| char::from_digit(digit.into(), 16));
        Ok(Self { address, token: token.collect() })
    }

    /// The address to open on this machine.
    pub(super) fn url(&self) -> String {
        let mut address = self.address;
        // What listens on all addresses is opened by one.
        match address.ip() {
            IpAddr::V4(all) if all.is_unspecified() => address.set_ip(Ipv4Addr::LOCALHOST.into()),
            IpAddr::V6(all) if all.is_unspecified() => address.set_ip(Ipv6Addr::LOCALHOST.into()),
            _ => {}
        }
        format!("http://{address}/{}/", self.token)
    }

    /// What is asked for behind the token.
    pub(super) fn lets<'a>(&self, head: &'a Head) -> Result<&'a str, Refusal> {
        if !self.is_own(&head.host) {
            return Err(Refusal::Host);
        }
        let own = |origin: &String| origin.strip_prefix("http://").is_some_and(|host| host == head.host);
        if head.origin.as_ref().is_some_and(|origin| !own(origin)) {
            return Err(Refusal::Origin);
        }
        let (token, rest) =
            head.path.strip_prefix('/').and_then(|path| path.split_at_checked(self.token.len())).unwrap_or_default();
        if same(token, &self.token) { Ok(rest) } else { Err(Refusal::Token) }
    }

    /// Whether a host is this machine by an address, which no other name can be made to lead to.
    fn is_own(&self, host: &str) -> bool {
        let Some(name) = host.strip_suffix(&format!(":{}", self.address.port())) else {
            // What a browser leaves out.
            return self.address.port() == 80 && self.is_own(&format!("{host}:80"));
        };
        if name.eq_ignore_ascii_case("localhost") {
            return true;
        }
        let bare = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name);
        let Ok(address) = bare.parse::<IpAddr>() else { return false };
        address == self.address.ip() || self.address.ip().is_unspecified()
    }
}

/// Whether two texts are the same, in a time that does not tell where they differ.
fn same(one: &str, other: &str) -> bool {
    one.len() == other.len() && one.bytes().zip(other.bytes()).fold(0, |differ, (a, b)| differ | a ^ b) == 0
}

#[cfg(test)]
mod tests {
    use super::Gate;

    #[test]
    fn only_addresses_of_this_machine_are_its_name() {
        let gate = Gate::new("127.0.0.1:7000".parse().unwrap()).unwrap();
        for host in ["127.0.0.1:7000", "localhost:7000", "LOCALHOST:7000"] {
            assert!(gate.is_own(host), "{host}");
        }
        for host in [
            "",
            "127.0.0.1",
            "127.0.0.1:70",
            "evil.example:7000",
            "127.0.0.1.evil.example:7000",
            "10.0.0.1:7000",
            "localhost.:7000",
        ] {
            assert!(!gate.is_own(host), "{host}");
        }
        let wide = Gate::new("0.0.0.0:80".parse().unwrap()).unwrap();
        assert!(wide.is_own("192.168.1.2") && wide.is_own("192.168.1.2:80") && !wide.is_own("evil.example"));
        assert!(wide.url().starts_with("http://127.0.0.1:80/"));
        assert!(gate.url().len() == "http://127.0.0.1:7000/".len() + 32 + 1 && gate.token != wide.token);
    }
}
