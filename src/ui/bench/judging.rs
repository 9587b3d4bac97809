//! How long judging takes: everything from nothing, and until it is right again after another day or a moved threshold.

use std::sync::Arc;

use super::super::MulensWindow;
use super::measures::{Waited, apply, timed};
use crate::analysis::judge::Judged;
use crate::app::{Action, BenchReport, Document, milliseconds};

fn is_judged(window: &MulensWindow) -> bool {
    window.workspace().document().is_some_and(Document::judging_is_present)
}

/// Judging everything from nothing, as the first judgement of a file does.
pub(super) fn all(window: &mut MulensWindow, report: &mut BenchReport) -> Option<Waited> {
    let document = window.workspace_mut().document_mut()?;
    let figures = document.figures();
    let inputs = document.judging().inputs(document.table(), &figures);
    report.judge_ms.all = milliseconds(timed(|| {
        std::hint::black_box(Judged::new(inputs));
    }));
    None
}

/// Judging as of a month earlier.
pub(super) fn another_day(window: &mut MulensWindow) -> Option<Waited> {
    let day = window.workspace().document()?.judging().as_of - 30;
    let waited = Waited::until(is_judged, |report, took| report.judge_ms.another_day = milliseconds(took.all()));
    apply(window, Action::AsOf(day));
    Some(waited)
}

/// Judging with the first threshold of low-efficiency land moved by a tenth.
pub(super) fn moved_threshold(window: &mut MulensWindow) -> Option<Waited> {
    let mut book = (*window.workspace().document()?.judging().book).clone();
    book.low_efficiency.rules.first_mut()?.threshold.0 *= 1.1;
    let waited = Waited::until(is_judged, |report, took| report.judge_ms.moved_threshold = milliseconds(took.all()));
    apply(window, Action::SetRulebook(Arc::new(book), None));
    Some(waited)
}
