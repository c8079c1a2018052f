use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use x11rb::NONE;
use x11rb::connection::Connection;
use x11rb::protocol::Event;
use x11rb::protocol::damage::{ConnectionExt as _, Damage, ReportLevel};
use x11rb::protocol::xproto::{
    Atom, AtomEnum, ClientMessageEvent, ConnectionExt as _, EventMask, ImageFormat, MapState, Window,
};
use x11rb::rust_connection::RustConnection;

use crate::session::DesktopSession;

/// How long something may take to appear, on a machine that is busy.
const PATIENCE: Duration = Duration::from_mins(2);
const POLL: Duration = Duration::from_millis(1);

/// What a session's screen shows, dot by dot, and its pointer. It is seen as a person sees it: the programs in its windows take no part.
#[derive(Debug)]
pub struct Screen {
    connection: RustConnection,
    root: Window,
    damage: Damage,
}

/// A part of the screen, in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Area {
    pub x: i16,
    pub y: i16,
    pub width: u16,
    pub height: u16,
}

impl Screen {
    /// Connects to the screen of a session.
    ///
    /// # Errors
    /// When the X server does not answer, or does not tell of what is drawn (its DAMAGE extension).
    pub fn of(session: &DesktopSession) -> Result<Self> {
        let (connection, number) = RustConnection::connect(Some(session.display()))?;
        let root = connection.setup().roots[number].root;
        connection.damage_query_version(1, 1)?.reply()?;
        let damage = connection.generate_id()?;
        connection
            .damage_create(damage, root, ReportLevel::NON_EMPTY)?
            .check()
            .context("the X server does not tell of what is drawn")?;
        Ok(Self {
            connection,
            root,
            damage,
        })
    }

    /// What a part of the screen shows: the dots' bytes, row by row, as the X server has them. Without the pointer.
    pub fn picture(&self, area: Area) -> Result<Vec<u8>> {
        let Area { x, y, width, height } = area;
        let image = self
            .connection
            .get_image(ImageFormat::Z_PIXMAP, self.root, x, y, width, height, !0)?;
        Ok(image.reply()?.data)
    }

    /// Waits until a part of the screen looks as wanted, and says when that was seen. It looks each time that something was drawn,
    /// within a millisecond.
    ///
    /// # Errors
    /// When it does not look so within two minutes.
    pub fn once(&self, area: Area, mut looks: impl FnMut(&[u8]) -> bool) -> Result<Instant> {
        let deadline = now() + PATIENCE;
        loop {
            // Before looking, so that what is drawn meanwhile is told of.
            self.connection.damage_subtract(self.damage, NONE, NONE)?;
            if looks(&self.picture(area)?) {
                return Ok(now());
            }
            self.until_drawn(deadline)?;
        }
    }

    fn until_drawn(&self, deadline: Instant) -> Result<()> {
        loop {
            match self.connection.poll_for_event()? {
                Some(Event::DamageNotify(_)) => return Ok(()),
                Some(_) => {}
                None if now() > deadline => bail!("the screen did not look as wanted within {PATIENCE:?}"),
                None => thread::sleep(POLL),
            }
        }
    }

    /// Moves the pointer.
    pub fn point_at(&self, x: i16, y: i16) -> Result<()> {
        self.connection.warp_pointer(NONE, self.root, 0, 0, 0, 0, x, y)?;
        Ok(self.connection.flush()?)
    }

    /// Asks every window to close, as a window manager does when its cross is pressed (ICCCM, 4.2.8.1).
    pub fn close_windows(&self) -> Result<()> {
        let [protocols, delete] = [self.atom("WM_PROTOCOLS")?, self.atom("WM_DELETE_WINDOW")?];
        for window in self.windows()? {
            let property = self
                .connection
                .get_property(false, window, protocols, AtomEnum::ATOM, 0, 64)?
                .reply()?;
            if !property
                .value32()
                .is_some_and(|mut known| known.any(|atom| atom == delete))
            {
                continue;
            }
            let message = ClientMessageEvent::new(32, window, protocols, [delete, x11rb::CURRENT_TIME, 0, 0, 0]);
            self.connection
                .send_event(false, window, EventMask::NO_EVENT, message)?;
        }
        Ok(self.connection.flush()?)
    }

    /// Where the largest window is that can be seen.
    ///
    /// # Errors
    /// When there is none.
    pub fn window(&self) -> Result<Area> {
        let mut areas = Vec::new();
        for window in self.windows()? {
            let place = self.connection.get_geometry(window)?.reply()?;
            areas.push(Area {
                x: place.x,
                y: place.y,
                width: place.width,
                height: place.height,
            });
        }
        let largest = areas
            .into_iter()
            .max_by_key(|area| u32::from(area.width) * u32::from(area.height));
        largest.context("there is no window on the screen")
    }

    fn windows(&self) -> Result<Vec<Window>> {
        let mut seen = Vec::new();
        for window in self.connection.query_tree(self.root)?.reply()?.children {
            // A window may go away while one looks.
            let state = self.connection.get_window_attributes(window)?.reply();
            if state.is_ok_and(|state| state.map_state == MapState::VIEWABLE) {
                seen.push(window);
            }
        }
        Ok(seen)
    }

    fn atom(&self, name: &str) -> Result<Atom> {
        Ok(self.connection.intern_atom(false, name.as_bytes())?.reply()?.atom)
    }
}

#[expect(clippy::disallowed_methods, reason = "what is seen is measured in real time")]
fn now() -> Instant {
    Instant::now()
}

#[cfg(test)]
mod tests {
    use x11rb::COPY_DEPTH_FROM_PARENT;
    use x11rb::protocol::xproto::{CreateWindowAux, WindowClass};
    use x11rb::wrapper::ConnectionExt as _;

    use super::*;

    const WHERE: Area = Area {
        x: 40,
        y: 30,
        width: 200,
        height: 100,
    };

    /// A program with a white window which may be asked to close.
    fn open_window(session: &DesktopSession) -> (RustConnection, Window) {
        let (program, number) = RustConnection::connect(Some(session.display())).unwrap();
        let screen = &program.setup().roots[number];
        let window = program.generate_id().unwrap();
        let white = CreateWindowAux::new().background_pixel(screen.white_pixel);
        let Area { x, y, width, height } = WHERE;
        let (depth, class) = (COPY_DEPTH_FROM_PARENT, WindowClass::INPUT_OUTPUT);
        program
            .create_window(depth, window, screen.root, x, y, width, height, 0, class, 0, &white)
            .unwrap();
        let atom = |name: &str| {
            program
                .intern_atom(false, name.as_bytes())
                .unwrap()
                .reply()
                .unwrap()
                .atom
        };
        let delete = [atom("WM_DELETE_WINDOW")];
        let mode = x11rb::protocol::xproto::PropMode::REPLACE;
        program
            .change_property32(mode, window, atom("WM_PROTOCOLS"), AtomEnum::ATOM, &delete)
            .unwrap();
        program.map_window(window).unwrap();
        program.flush().unwrap();
        (program, window)
    }

    #[test]
    fn a_window_is_seen_where_it_opens_and_asked_to_close() {
        let session = DesktopSession::start().unwrap();
        let screen = Screen::of(&session).unwrap();
        assert!(screen.window().is_err());
        let is_white = |dots: &[u8]| dots.chunks(4).all(|dot| dot[..3] == [255, 255, 255]);
        assert!(!is_white(&screen.picture(WHERE).unwrap()));
        let (program, window) = open_window(&session);
        screen.once(WHERE, is_white).unwrap();
        assert_eq!(screen.window().unwrap(), WHERE);

        screen.close_windows().unwrap();
        let told = loop {
            if let Event::ClientMessage(message) = program.wait_for_event().unwrap() {
                break message;
            }
        };
        assert_eq!(told.window, window);
        program.destroy_window(window).unwrap();
        program.flush().unwrap();
        screen.once(WHERE, |dots| !is_white(dots)).unwrap();
    }
}
