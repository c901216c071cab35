# ruff: noqa: E501
"""Small OneRoster deliveries, written by hand: one school, three students, two parents.

``write(folder)`` writes the whole of it; ``write(folder, users="…")`` with another users.csv, and
``write(folder, results=None)`` without a file.
"""

import zipfile
from pathlib import Path

FILES = {
    "manifest": """propertyName,value
manifest.version,1.0
oneroster.version,1.1
file.academicSessions,bulk
file.categories,bulk
file.classes,bulk
file.courses,bulk
file.demographics,bulk
file.enrollments,bulk
file.lineItems,bulk
file.orgs,bulk
file.results,bulk
file.users,bulk
""",
    "orgs": """sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId
d1,active,,Juniper Schools,district,,
o1,active,,Juniper High School,school,77,d1
""",
    "academicSessions": """sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear
sy,active,,2026-2027,schoolYear,2026-08-15,2027-06-10,,2027
s1,active,,Semester 1,semester,2026-08-15,2027-01-15,sy,2027
""",
    "courses": """sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,subjectCodes
c1,active,,sy,Algebra I,ALG1,09,o1,Math,
""",
    "classes": """sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods
k1,active,,Algebra I - 1,09,c1,ALG1-1,scheduled,Room 4,o1,s1,Math,,"1,2"
k2,active,,Algebra I - 2,09,c1,ALG1-2,scheduled,Room 5,o1,s1,Math,,3
""",
    "users": """sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password
u1,active,,true,o1,student,ivy,{State:S-1},Ivy,Alder,,1001,,,,"p1,p2",09,open-sesame-ivy
u2,active,,true,o1,student,joe,,Joe,Alder,,1002,,,,p1,10,
u3,active,,true,o1,student,kit,,Kit,Birch,,1003,,,,,09,
p1,active,,true,o1,parent,pam,,Pam,Alder,,,pam@example.org,,555-0101,,,open-sesame-pam
p2,active,,true,o1,relative,rob,,Rob,Alder,,,,555-0102,,,,
t1,active,,true,o1,teacher,ted,,Ted,Cedar,,,ted@example.org,,,,,
""",
    "demographics": """sourcedId,status,dateLastModified,birthDate,sex
u1,active,,2011-03-04,female
""",
    "enrollments": """sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate
e1,active,,k1,o1,u1,student,,2026-08-15,2027-01-15
e2,active,,k1,o1,u2,student,,2026-08-15,2027-01-15
e3,active,,k2,o1,u3,student,,2026-08-15,2027-01-15
e4,active,,k1,o1,t1,teacher,true,2026-08-15,2027-01-15
""",
    "categories": """sourcedId,status,dateLastModified,title,weight
g1,active,,Homework,40
""",
    "lineItems": """sourcedId,status,dateLastModified,title,description,assignDate,dueDate,classSourcedId,categorySourcedId,gradingPeriodSourcedId,resultValueMin,resultValueMax
l1,active,,Worksheet 1,,2026-09-01,2026-09-08,k1,g1,s1,0,20
l2,active,,Worksheet 2,,2026-09-10,2026-09-17,k1,g1,s1,0,20
""",
    "results": """sourcedId,status,dateLastModified,lineItemSourcedId,studentSourcedId,scoreStatus,score,scoreDate,comment
r1,active,,l1,u1,fully graded,18.5,2026-09-09,Well done
r2,active,,l2,u1,not submitted,,2026-09-18,
r3,active,,l1,u2,exempt,,2026-09-09,
""",
}


def write(folder: Path, **changed: str | bytes | None) -> Path:
    """Write the delivery to *folder*, made when it is not there; the names are without .csv."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.csv"):
        old.unlink()
    for name, text in (FILES | changed).items():
        if text is not None:
            (folder / f"{name}.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def only(folder: Path, **files: str | bytes) -> Path:
    """Write these files alone: a delta, or a delivery of another kind."""
    return write(folder, **{**dict.fromkeys(FILES), **files})


def zipped(folder: Path) -> Path:
    """The folder's files as a zip beside it."""
    path = folder.with_suffix(".zip")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.iterdir()):
            archive.write(file, file.name)
    return path


def instead(name: str, old: str, new: str) -> dict[str, str]:
    """The file *name* with *old* put as *new*; fails where *old* is not in it."""
    assert old in FILES[name], old
    return {name: FILES[name].replace(old, new)}


def without(name: str, start: str) -> dict[str, str]:
    """The file *name* without the lines that begin with *start*."""
    lines = FILES[name].splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(start)]
    assert len(kept) < len(lines), start
    return {name: "".join(kept)}
