//! What a geometric area is measured on, which is printed beside it.

/// The surface outlines are measured on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum AreaBasis {
    /// The CGCS2000 ellipsoid, as the national land survey measures.
    #[default]
    Ellipsoid,
    /// The plane of the file's own coordinates, because they cannot be brought to that ellipsoid.
    Plane,
}

impl AreaBasis {
    /// The stable key written to files.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Ellipsoid => "ellipsoid",
            Self::Plane => "plane",
        }
    }
}
