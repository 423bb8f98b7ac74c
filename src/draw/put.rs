//! Numbers and texts put behind each other. A drawing is mostly coordinates, and the standard formatter takes several
//! times as long for one as it takes to write it.

/// Something that stands in markup as it is: nothing is escaped.
pub(super) trait Put {
    /// Writes it at the end of `markup`.
    fn put(&self, markup: &mut String);
}

impl Put for str {
    fn put(&self, markup: &mut String) {
        markup.push_str(self);
    }
}

impl Put for i32 {
    fn put(&self, markup: &mut String) {
        markup.push_str(itoa::Buffer::new().format(*self));
    }
}

impl<T: Put + ?Sized> Put for &T {
    fn put(&self, markup: &mut String) {
        (*self).put(markup);
    }
}

/// `put!(markup, "M", x, " ", y)` appends each part.
macro_rules! put {
    ($markup:expr, $($part:expr),+ $(,)?) => {{
        let markup: &mut String = $markup;
        $($crate::draw::put::Put::put(&$part, markup);)+
    }};
}

/// `data!("M", x, " ", y)` is what [`put!`] writes, as a text of its own.
macro_rules! data {
    ($($part:expr),+ $(,)?) => {{
        let mut markup = String::with_capacity(48);
        $($crate::draw::put::Put::put(&$part, &mut markup);)+
        markup
    }};
}

pub(super) use {data, put};
