//! Files written whole or not at all: a temporary file in the same folder, synced, renamed over the target.
//!
//! Owns how bytes reach the disk; knows nothing of what they mean. Invariant: until [`PendingFile::commit`] succeeds the
//! target holds what it held before, whatever fails.

use std::fs::{self, File};
use std::io::{self, BufWriter, Cursor, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::source::Source;
use super::write_error::WriteError;

const BUFFER_BYTES: usize = 1 << 18;

/// A file being written beside its target, which it replaces on [`Self::commit`]; dropped before, it leaves no trace.
#[derive(Debug)]
pub struct PendingFile {
    path: PathBuf,
    sink: Sink,
}

#[derive(Debug)]
enum Sink {
    /// The usual case: a temporary file to be renamed to `path`.
    Beside(Box<BufWriter<NamedTempFile>>),
    /// A device or pipe cannot be replaced by a rename and may not seek: its bytes wait in memory.
    Through(File, Cursor<Vec<u8>>),
}

impl PendingFile {
    /// Starts a file that is to become `path`. A link is followed, so that it stays a link; an existing file keeps its
    /// permissions; a write-protected one, a folder, or a folder that is missing is refused here, before any work.
    pub fn create(path: &Path) -> Result<Self, WriteError> {
        let failed = |source| WriteError::Io { path: path.to_owned(), source };
        let existing = match fs::metadata(path) {
            Ok(metadata) => Some(metadata),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(failed(error)),
        };
        if let Some(metadata) = &existing {
            if metadata.is_dir() {
                return Err(WriteError::IsFolder { path: path.to_owned() });
            }
            if !metadata.is_file() {
                let device = File::options().write(true).open(path).map_err(failed)?;
                return Ok(Self { path: path.to_owned(), sink: Sink::Through(device, Cursor::new(Vec::new())) });
            }
            if metadata.permissions().readonly() {
                return Err(WriteError::WriteProtected { path: path.to_owned() });
            }
        }
        let target = if existing.is_some() { fs::canonicalize(path).map_err(failed)? } else { path.to_owned() };
        let folder = folder_of(&target);
        if !folder.is_dir() {
            return Err(WriteError::NoFolder { path: path.to_owned() });
        }
        let mut builder = tempfile::Builder::new();
        builder.prefix(".mulens-").suffix(".tmp");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            // The system's umask narrows this as it would for any new file; the crate's own default is private.
            builder.permissions(fs::Permissions::from_mode(0o666));
        }
        let file = builder.tempfile_in(folder).map_err(failed)?;
        if let Some(metadata) = existing {
            file.as_file().set_permissions(metadata.permissions()).map_err(failed)?;
        }
        let sink = Sink::Beside(Box::new(BufWriter::with_capacity(BUFFER_BYTES, file)));
        Ok(Self { path: target, sink })
    }

    /// Puts the written bytes on the disk and in the target's place.
    pub fn commit(self) -> Result<(), WriteError> {
        let Self { path, sink } = self;
        finish(&path, sink).map_err(|source| WriteError::Io { path, source })
    }
}

fn finish(path: &Path, sink: Sink) -> io::Result<()> {
    match sink {
        Sink::Through(mut device, bytes) => {
            device.write_all(bytes.get_ref())?;
            device.flush()
        }
        Sink::Beside(buffer) => {
            let file = buffer.into_inner().map_err(io::IntoInnerError::into_error)?;
            file.as_file().sync_all()?;
            file.persist(path).map_err(|error| error.error)?;
            // The rename itself lives in the folder; Windows offers no such sync and journals it on its own.
            #[cfg(unix)]
            File::open(folder_of(path))?.sync_all()?;
            Ok(())
        }
    }
}

/// The folder a file is in; a bare name is in the current one.
fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

impl Write for PendingFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.sink {
            Sink::Beside(file) => file.write(bytes),
            Sink::Through(_, buffer) => buffer.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.sink {
            Sink::Beside(file) => file.flush(),
            Sink::Through(..) => Ok(()),
        }
    }
}

impl Seek for PendingFile {
    fn seek(&mut self, position: SeekFrom) -> io::Result<u64> {
        match &mut self.sink {
            Sink::Beside(file) => file.seek(position),
            Sink::Through(_, buffer) => buffer.seek(position),
        }
    }
}

/// Writes `path` whole or not at all. An error of `write` leaves the target as it was.
pub fn write_atomic(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), WriteError> {
    write_atomic_with(path, |file| write(file).map_err(|source| WriteError::Io { path: path.to_owned(), source }))
}

/// As [`write_atomic`], for writers that seek (XLSX) or fail for reasons of their own (GeoJSON).
pub fn write_atomic_with<T, E: From<WriteError>>(
    path: &Path,
    write: impl FnOnce(&mut PendingFile) -> Result<T, E>,
) -> Result<T, E> {
    let mut file = PendingFile::create(path)?;
    let outcome = write(&mut file)?;
    file.commit()?;
    Ok(outcome)
}

/// Whether two paths lead to one existing file, through links of either kind. `false` where one does not exist.
#[must_use]
pub fn same_file(a: &Path, b: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        if let (Ok(a), Ok(b)) = (fs::metadata(a), fs::metadata(b)) {
            return (a.dev(), a.ino()) == (b.dev(), b.ino());
        }
        false
    }
    #[cfg(not(unix))]
    {
        matches!((fs::canonicalize(a), fs::canonicalize(b)), (Ok(a), Ok(b)) if a == b)
    }
}

/// Refuses a target that is one of the files that were read: the user's data is never written.
pub fn refuse_sources(path: &Path, sources: &[Source]) -> Result<(), WriteError> {
    if sources.iter().flat_map(Source::files).any(|opened| same_file(path, opened)) {
        return Err(WriteError::OntoSource { path: path.to_owned() });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names_in(folder: &Path) -> Vec<String> {
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect()
    }

    #[test]
    fn a_failed_write_leaves_the_old_file_and_no_temporary_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("结果.csv");
        fs::write(&path, "old").unwrap();
        let failed = write_atomic(&path, |out| {
            out.write_all(b"half")?;
            Err(io::Error::from(io::ErrorKind::StorageFull))
        });
        assert!(matches!(failed, Err(WriteError::Io { .. })));
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
        assert_eq!(names_in(folder.path()), ["结果.csv"]);
        write_atomic(&path, |out| out.write_all(b"new")).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
        assert_eq!(names_in(folder.path()), ["结果.csv"]);
    }

    #[test]
    fn a_folder_a_missing_folder_and_a_protected_file_are_refused_before_any_work() {
        let folder = tempfile::tempdir().unwrap();
        let refused = |path: &Path| write_atomic(path, |_| panic!("asked to write")).unwrap_err();
        assert!(matches!(refused(folder.path()), WriteError::IsFolder { .. }));
        assert!(matches!(refused(&folder.path().join("none").join("a.csv")), WriteError::NoFolder { .. }));
        let path = folder.path().join("a.csv");
        fs::write(&path, "old").unwrap();
        let mut permissions = fs::metadata(&path).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions).unwrap();
        assert!(matches!(refused(&path), WriteError::WriteProtected { .. }));
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
    }

    #[test]
    fn the_source_is_never_the_target_even_under_another_name() {
        let folder = tempfile::tempdir().unwrap();
        let (source, other) = (folder.path().join("a.geojson"), folder.path().join("b.geojson"));
        fs::write(&source, "{}").unwrap();
        let opened = [Source::Path(source.clone())];
        assert!(refuse_sources(&other, &opened).is_ok());
        fs::hard_link(&source, &other).unwrap();
        for path in [&source, &folder.path().join(".").join("a.geojson")] {
            assert!(matches!(refuse_sources(path, &opened), Err(WriteError::OntoSource { .. })));
        }
        #[cfg(unix)]
        assert!(matches!(refuse_sources(&other, &opened), Err(WriteError::OntoSource { .. })));
    }

    #[cfg(unix)]
    mod unix {
        use super::*;
        use std::os::unix::fs::PermissionsExt;

        #[test]
        fn a_full_device_is_an_error_and_stays_a_device() {
            let full = Path::new("/dev/full");
            if !full.exists() {
                return;
            }
            let error = write_atomic(full, |out| out.write_all(b"anything")).unwrap_err();
            let WriteError::Io { source, .. } = error else { panic!("{error:?}") };
            assert_eq!(source.kind(), io::ErrorKind::StorageFull);
            assert!(!fs::metadata(full).unwrap().is_file());
        }

        #[test]
        fn permissions_and_links_of_an_existing_file_are_kept() {
            let folder = tempfile::tempdir().unwrap();
            let (path, link) = (folder.path().join("a.csv"), folder.path().join("link.csv"));
            fs::write(&path, "old").unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
            std::os::unix::fs::symlink(&path, &link).unwrap();
            write_atomic(&link, |out| out.write_all(b"new")).unwrap();
            assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
            assert_eq!(fs::read_to_string(&path).unwrap(), "new");
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
        }

        #[test]
        fn a_new_file_may_be_read_by_whom_the_umask_lets() {
            let folder = tempfile::tempdir().unwrap();
            let (ours, plain) = (folder.path().join("ours"), folder.path().join("plain"));
            write_atomic(&ours, |out| out.write_all(b"x")).unwrap();
            fs::write(&plain, "x").unwrap();
            let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode();
            assert_eq!(mode(&ours), mode(&plain));
        }

        #[test]
        fn a_folder_without_write_permission_is_an_error() {
            let folder = tempfile::tempdir().unwrap();
            fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o555)).unwrap();
            // The superuser may write anywhere; there is nothing to see then.
            if File::create(folder.path().join("probe")).is_err() {
                let error = write_atomic(&folder.path().join("a.csv"), |out| out.write_all(b"x")).unwrap_err();
                let WriteError::Io { source, .. } = error else { panic!("{error:?}") };
                assert_eq!(source.kind(), io::ErrorKind::PermissionDenied);
            }
            fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
        }
    }
}
