"""Records that are read and have no table yet: counted and named in the report."""

import re

_NAMES = {
    "ReportCard": "report cards",
    "GraduationPlan": "graduation plans",
    "StudentTransportation": "transportation",
    "StaffLeave": "staff leave",
    "StaffAbsenceEvent": "staff leave",
    "Credential": "credentials",
    "OpenStaffPosition": "open positions",
    "AccountabilityRating": "accountability ratings",
    "SectionAttendanceTakenEvent": "attendance taken",
    "AcademicWeek": "academic weeks",
    "StaffEducationOrganizationContactAssociation": "staff contact cards",
    "CommunityProviderLicense": "other organizations",
    "FeederSchoolAssociation": "feeder schools",
    "PostSecondaryEvent": "events after school",
    "EducationContent": "teaching material",
    "RestraintEvent": "restraint events",
    "CrisisEvent": "crisis events",
    "StudentEducationOrganizationResponsibilityAssociation": "responsible organizations",
}
#: By a part of the name, the first that fits.
_PARTS = (
    ("Discipline", "discipline"),
    ("ProgramEvaluation", "program evaluations"),
    ("Program", "programs"),
    ("Intervention", "interventions"),
    ("Cohort", "cohorts"),
    ("Assessment", "assessments"),
    ("LearningStandard", "learning standards"),
    ("Competency", "competencies"),
    ("Survey", "surveys"),
    ("Community", "other organizations"),
    ("EducationOrganization", "other organizations"),
    ("PostSecondaryInstitution", "other organizations"),
    ("OrganizationDepartment", "other organizations"),
)
#: Records that only help to read others: what they say is in the rows of those.
_HELPERS = frozenset(
    {
        "Person",
        "Location",
        "CourseOffering",
        "Calendar",
        "LocalEducationAgency",
        "StateEducationAgency",
        "EducationServiceCenter",
        "SchoolYearType",
    }
)


def left_out(record: str) -> str:
    """The name under which a record that is not taken is counted; empty if nothing is lost."""
    if record in _HELPERS or record.endswith(("Descriptor", "Reference", "Dimension", "Type")):
        return "finance" if record.endswith("Dimension") else ""
    if record in _NAMES:
        return _NAMES[record]
    if record.startswith("Local") or record == "ChartOfAccount":
        return "finance"
    for part, name in _PARTS:
        if part in record:
            return name
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", record).lower()
