//! The organisations that attended a meeting.

link! { in partnership "meeting_attendance" meeting_id MeetingId: MeetingId =>
/// An organisation.
organisation_id OrganisationId: crate::OrganisationId }
