//! A browser of a few lines over loopback: one connection per request, the cookie kept by hand, and
//! the origin that a form of the site sends. An answer counts once its whole head has arrived.

use std::io::{Error, ErrorKind, Read as _, Result, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// Longer than any answer takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);
/// Between the parts of a form with a file.
const BETWEEN: &str = "giua-cac-phan";

/// Somebody's browser.
#[derive(Debug, Clone)]
pub struct Browser {
    pub address: SocketAddr,
    pub cookie: String,
}

/// What the server answered.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    head: String,
    pub body: String,
}

impl Answer {
    fn read(bytes: &[u8]) -> Result<Self> {
        let text = String::from_utf8_lossy(bytes);
        let cut = || Error::new(ErrorKind::UnexpectedEof, "no whole head");
        let (head, body) = text.split_once("\r\n\r\n").ok_or_else(cut)?;
        let status = head.split(' ').nth(1).and_then(|code| code.parse().ok()).ok_or_else(cut)?;
        Ok(Self { status, head: head.to_owned(), body: body.to_owned() })
    }

    /// A field of the head, empty where it is missing.
    pub fn field(&self, name: &str) -> &str {
        let of = |line: &'_ str| line.split_once(": ").is_some_and(|(key, _)| key == name);
        let line = self.head.lines().find(|line| of(line));
        line.and_then(|line| line.split_once(": ")).map_or("", |(_, value)| value)
    }

    /// Where it sends the reader: how the site acknowledges an act.
    pub fn to(&self) -> &str {
        assert_eq!(self.status, 303, "no redirect: {}", self.body);
        self.field("location")
    }

    /// The last word of the address it sends to: the identity of what was made.
    pub fn made<T: std::str::FromStr>(&self) -> T {
        let made = self.to().rsplit('/').next().and_then(|id| id.parse().ok());
        made.unwrap_or_else(|| panic!("no identity in {}", self.to()))
    }
}

impl Browser {
    /// A browser in which nobody has signed in.
    pub fn visitor(address: SocketAddr) -> Self {
        Self { address, cookie: String::new() }
    }

    /// Signs in through the form; the answer says where it goes on.
    pub fn signs_in(&mut self, name: &str, password: &str) -> Answer {
        let answer = self.post("/dang-nhap", &[("ten", name), ("mat-khau", password)]).unwrap();
        let cookie = answer.field("set-cookie").split(';').next().unwrap_or_default();
        cookie.clone_into(&mut self.cookie);
        answer
    }

    pub fn get(&self, path: &str) -> Result<Answer> {
        self.send(&self.head("GET", path), "")
    }

    pub fn post(&self, path: &str, fields: &[(&str, &str)]) -> Result<Answer> {
        let pair = |(name, value): &(&str, &str)| format!("{name}={}", encoded(value));
        let body = fields.iter().map(pair).collect::<Vec<_>>().join("&");
        let head = self.head("POST", path) + "Content-Type: application/x-www-form-urlencoded\r\n";
        self.send(&head, &body)
    }

    /// A form with a document, as a browser sends it.
    pub fn post_form(
        &self,
        path: &str,
        fields: &[(String, String)],
        (field, content): (&str, &str),
    ) -> Result<Answer> {
        let of = "Content-Disposition: form-data; name";
        let mut body = String::new();
        for (name, value) in fields {
            body += &format!("--{BETWEEN}\r\n{of}=\"{name}\"\r\n\r\n{value}\r\n");
        }
        body += &format!("--{BETWEEN}\r\n{of}=\"{field}\"; filename=\"nghi-quyet.pdf\"\r\n");
        body += &format!("Content-Type: application/pdf\r\n\r\n{content}\r\n--{BETWEEN}--\r\n");
        let kind = format!("Content-Type: multipart/form-data; boundary={BETWEEN}\r\n");
        self.send(&(self.head("POST", path) + &kind), &body)
    }

    fn head(&self, method: &str, path: &str) -> String {
        let Self { address, cookie } = self;
        format!(
            "{method} {path} HTTP/1.0\r\nHost: {address}\r\nOrigin: http://{address}\r\n\
             Cookie: {cookie}\r\n"
        )
    }

    fn send(&self, head: &str, body: &str) -> Result<Answer> {
        let mut stream = TcpStream::connect_timeout(&self.address, PATIENCE)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        write!(stream, "{head}Content-Length: {}\r\n\r\n{body}", body.len())?;
        let mut bytes = Vec::new();
        // A connection that is cut after the head is an answer all the same.
        let cut = stream.read_to_end(&mut bytes).err();
        Answer::read(&bytes).map_err(|error| cut.unwrap_or(error))
    }
}

fn encoded(text: &str) -> String {
    let encode = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(encode).collect()
}
