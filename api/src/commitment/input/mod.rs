//! What the acts on commitments are told.

mod content;
mod kept;
mod note;
mod step;
mod taken_over;

pub(crate) use content::{
    CommitmentAboutInput, CommitmentConditionInput, CommitmentContentInput, CommitmentDebtorInput,
    CommitmentDraftInput, CommitmentProposeInput, CommitmentTermsInput,
};
pub(crate) use kept::{
    CommitmentChangeInput, CommitmentContactInput, CommitmentMeetConditionInput, CommitmentsConfirmUnchangedInput,
};
pub(crate) use note::{CommitmentNoteInput, NoteChangeInput, NoteContentInput};
pub(crate) use step::{
    CommitmentAgreeInput, CommitmentFulfilInput, CommitmentFulfilPartlyInput, CommitmentMarkNotFulfilledInput,
    CommitmentReleaseInput, CommitmentRemainderInput, CommitmentReopenInput, CommitmentReportDoneInput,
    CommitmentReturnInput, CommitmentSendBackInput, CommitmentStartInput, CommitmentStepInput,
    CommitmentSupersedeInput, CommitmentWithdrawInput,
};
pub(crate) use taken_over::{CommitmentTakeOverInput, CommitmentTakenOverInput, CommitmentsTakeOverInput};

use super::{Commitment, ProgressNote};
