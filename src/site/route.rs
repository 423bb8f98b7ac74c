//! What a file of the site may be called.

use std::path::{Component, Path};

use anyhow::{Result, bail};

use super::MARKER;

/// Checks that a route names a file inside the site: relative, parts separated by `/`, none of them empty, `.` or
/// `..`, without control characters and `\`, and not the marker.
///
/// A refused route is a bug in the plan, so the error is for us; what matters is that nothing is written outside.
pub(super) fn check(route: &str) -> Result<()> {
    if route.bytes().any(|byte| byte < b' ' || byte == 0x7f || byte == b'\\') {
        bail!("the route `{}` holds a character that no route may have", route.escape_debug());
    }
    if !route.split('/').all(is_plain_name) {
        bail!("the route `{route}` does not name a file inside the site");
    }
    if route.split('/').next() == Some(MARKER) {
        bail!("the route `{route}` is kept for the marker");
    }
    Ok(())
}

/// The folder a route lies in; `None` for a file at the top.
pub(super) fn folder(route: &str) -> Option<&str> {
    route.rsplit_once('/').map(|(folder, _)| folder)
}

fn is_plain_name(part: &str) -> bool {
    let mut components = Path::new(part).components();
    let one_name = matches!(components.next(), Some(Component::Normal(name)) if name == part);
    one_name && components.next().is_none()
}
