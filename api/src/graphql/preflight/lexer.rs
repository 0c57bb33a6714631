//! GraphQL's tokens, read exactly as the parser behind us reads them.
//!
//! Where the two disagreed, a document could hide brackets from the bounds in what one takes for a string. So the
//! corners follow the parser's grammar: an unterminated block string is an empty string and a quote, a name may touch
//! the keyword before it, and at the first byte that begins no token both stop.

/// One token, reduced to what the bounds look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    Name(&'a str),
    /// `{`
    Brace,
    /// `(` or `[`
    Bracket,
    /// `}`, `)` or `]`
    Close,
    /// `...`
    Spread,
    Colon,
    At,
    Dollar,
    /// A number, a string, `!`, `=`, `|` or `&`.
    Other,
}

/// The tokens of a document up to its end, or up to where no parser can go on.
pub(super) struct Lexer<'a> {
    text: &'a str,
    at: usize,
    /// Where the last `"""` of the document begins; else each of many unterminated ones would cost a scan.
    last_block_quote: Option<usize>,
}

impl<'a> Lexer<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0, last_block_quote: text.rfind(r#"""""#) }
    }

    /// Whether blanks and then a name follow: what makes the `on` after `...` a type condition and not a fragment's name.
    pub(super) fn a_blank_and_a_name_follow(&self) -> bool {
        let rest = &self.text[self.at..];
        let after = rest.trim_start_matches([' ', ',', '\t', '\n', '\r', '\u{feff}']);
        after.len() < rest.len() && after.as_bytes().first().is_some_and(|&byte| begins_name(byte))
    }

    fn byte(&self, offset: usize) -> Option<u8> {
        self.text.as_bytes().get(self.at + offset).copied()
    }

    fn skip_ignored(&mut self) {
        while let Some(byte) = self.byte(0) {
            match byte {
                b' ' | b',' | b'\t' | b'\n' | b'\r' => self.at += 1,
                b'#' => self.skip_while(|byte| !matches!(byte, b'\n' | b'\r')),
                0xEF if self.text[self.at..].starts_with('\u{feff}') => self.at += '\u{feff}'.len_utf8(),
                _ => break,
            }
        }
    }

    fn skip_while(&mut self, wanted: impl Fn(u8) -> bool) {
        while self.byte(0).is_some_and(&wanted) {
            self.at += 1;
        }
    }

    fn name(&mut self) -> Token<'a> {
        let start = self.at;
        self.skip_while(|byte| begins_name(byte) || byte.is_ascii_digit());
        Token::Name(&self.text[start..self.at])
    }

    fn number(&mut self) -> Option<Token<'a>> {
        self.at += usize::from(self.byte(0) == Some(b'-'));
        let digits = self.at;
        self.skip_while(|byte| byte.is_ascii_digit());
        if self.at == digits {
            return None;
        }
        if self.byte(0) == Some(b'.') && self.byte(1).is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
            self.skip_while(|byte| byte.is_ascii_digit());
        }
        if matches!(self.byte(0), Some(b'e' | b'E')) {
            let sign = usize::from(matches!(self.byte(1), Some(b'+' | b'-')));
            if self.byte(1 + sign).is_some_and(|byte| byte.is_ascii_digit()) {
                self.at += 1 + sign;
                self.skip_while(|byte| byte.is_ascii_digit());
            }
        }
        Some(Token::Other)
    }

    fn string(&mut self) -> Option<Token<'a>> {
        if self.text[self.at..].starts_with(r#"""""#) {
            self.at = self.block_string_end().unwrap_or(self.at + 2);
            return Some(Token::Other);
        }
        self.at += 1;
        loop {
            match self.byte(0)? {
                b'"' => break,
                b'\n' | b'\r' => return None,
                b'\\' => self.at += 2,
                _ => self.at += 1,
            }
        }
        self.at += 1;
        Some(Token::Other)
    }

    fn block_string_end(&self) -> Option<usize> {
        let mut at = self.at + 3;
        while at <= self.last_block_quote? {
            let rest = &self.text.as_bytes()[at..];
            if rest.starts_with(br#"""""#) {
                return Some(at + 3);
            }
            at += if rest.starts_with(br#"\""""#) { 4 } else { 1 };
        }
        None
    }
}

impl<'a> Iterator for Lexer<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        self.skip_ignored();
        let byte = self.byte(0)?;
        let token = match byte {
            b'{' => Token::Brace,
            b'(' | b'[' => Token::Bracket,
            b'}' | b')' | b']' => Token::Close,
            b':' => Token::Colon,
            b'@' => Token::At,
            b'$' => Token::Dollar,
            b'!' | b'=' | b'|' | b'&' => Token::Other,
            b'"' => return self.string(),
            b'-' | b'0'..=b'9' => return self.number(),
            b'.' if self.text[self.at..].starts_with("...") => {
                self.at += 2;
                Token::Spread
            }
            _ if begins_name(byte) => return Some(self.name()),
            _ => return None,
        };
        self.at += 1;
        Some(token)
    }
}

fn begins_name(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'_'
}
