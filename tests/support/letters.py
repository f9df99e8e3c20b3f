"""Letters and booklets in many layouts, made by typst, with what is true of each. For tests and ``./navigator bench reading``.

A case is drawn by chance; a layout puts it on paper as plans do. `DEV` layouts were looked at while the reader was worked on,
`HELD` and `LAST` ones were written afterwards, in this order; docs/benchmarks.md says what each gave the first time.
"""

from __future__ import annotations

import datetime as dt
import io
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import typst

Case = dict[str, Any]
Layout = Callable[[Case], str]

INSURERS = [
    "Northfield Health Plan",
    "Lakeshore Blue Cross",
    "Summit Mutual Insurance Company",
    "Evergreen Care Alliance",
    "Pioneer Community Health",
    "Harbor Life & Health",
]
PLANS = [
    "Silver Choice PPO",
    "Value HMO Plan",
    "Employee Benefit Plan of Corwin Mills",
    "Gold Advantage EPO",
    "Open Access POS",
]
SERVICES = [
    ("ketamine infusion therapy", ["96365", "96366", "J3490"]),
    ("intravenous ketamine infusion", ["96365", "J3490"]),
    ("outpatient ketamine infusions", ["96374", "J3490"]),
]
DIAGNOSES = [
    ("complex regional pain syndrome", "G90.511"),
    ("fibromyalgia", "M79.7"),
    ("chronic pain syndrome", "G89.4"),
    ("trigeminal neuralgia", "G50.0"),
]
REASONS = [
    "the use of ketamine for this condition is considered experimental and investigational",
    "the request does not meet our criteria for medical necessity",
    "there is insufficient evidence in the published literature that this treatment improves health outcomes",
    "you have not tried and failed the conservative treatments that our policy requires",
    "prior authorization was not obtained before the service was provided",
]
CODES = ["CO-50", "CO-55", "CO-197", "PR-204"]
CRITERIA = [
    "Medical Policy MED.00112",
    "MCG Ambulatory Care 27th Edition",
    "Clinical Policy Bulletin 0447",
    "InterQual 2026 Procedures Criteria",
]
CLAUSES = [
    'Section 7.4 of your Evidence of Coverage states that "services that are experimental or investigational are not covered."',
    "Your Certificate of Coverage, Article IX, excludes care that is not medically necessary.",
    "Page 52 of your Summary Plan Description lists this service under Exclusions.",
]
STREETS = ["PO Box 9982", "P.O. Box 30432", "1200 Commerce Drive, Suite 400", "4500 Riverside Parkway"]
CITIES = [
    ("Columbus", "OH", "43218"),
    ("Salt Lake City", "UT", "84130"),
    ("Hartford", "CT", "06152-1230"),
    ("Richmond", "VA", "23230"),
]


def long_date(day: dt.date) -> str:
    return f"{day:%B} {day.day}, {day.year}"


def short_date(day: dt.date) -> str:
    return f"{day.month:02}/{day.day:02}/{day.year}"


def draw(dice: random.Random) -> Case:
    """A case by chance."""
    notice = dt.date(2026, 1, 5) + dt.timedelta(days=dice.randrange(320))
    service, codes = dice.choice(SERVICES)
    city, state, code = dice.choice(CITIES)
    days = dice.choice([180, 180, 180, 60, 65, 120, 90])
    diagnosis, icd = dice.choice(DIAGNOSES)
    insurer = dice.choice(INSURERS)
    phone = lambda: f"({dice.randrange(201, 989)}) 555-{dice.randrange(100, 9999):04}"  # noqa: E731
    return {
        "insurer": insurer,
        "plan": dice.choice(PLANS),
        "member_id": dice.choice(["NFH-{}", "W{}", "XYZ{}01", "{}"]).format(dice.randrange(10_000_000, 99_999_999)),
        "reference": dice.choice(["2026-{}", "A{}", "{}-01", "CLM{}"]).format(dice.randrange(1_000_000, 9_999_999)),
        "notice": notice,
        "decided": notice - dt.timedelta(days=dice.randrange(1, 4)),
        "served": notice - dt.timedelta(days=dice.randrange(10, 60)),
        "service": service,
        "codes": codes,
        "diagnosis": diagnosis,
        "icd": icd,
        "reason": dice.choice(REASONS),
        "reason_code": dice.choice(CODES),
        "criteria": dice.choice(CRITERIA),
        "clause": dice.choice(CLAUSES),
        "days": days,
        "appeal_by": notice + dt.timedelta(days=days + 5),
        "street": dice.choice(STREETS),
        "city": f"{city}, {state} {code}",
        "fax": phone(),
        "phone": "1-800-555-" + f"{dice.randrange(100, 9999):04}",
        "patient": dice.choice(["Jane Doe", "Luis Ortega", "Mary Ann Field"]),
    }


@dataclass(frozen=True)
class Paper:
    """A made paper: its source, and the fields that stand on it."""

    name: str
    source: str
    truth: Mapping[str, Any]

    def pdf(self) -> bytes:
        return bytes(typst.compile(self.source.encode(), format="pdf"))

    def picture(self, dots: int = 170) -> Any:
        """The first page, in shades of grey."""
        from PIL import Image

        made = typst.compile(self.source.encode(), format="png", ppi=dots)
        first = made[0] if isinstance(made, list) else made
        return Image.open(io.BytesIO(first)).convert("L")


def _truth(case: Case, *names: str) -> dict[str, Any]:
    every = {
        "insurer": case["insurer"],
        "plan": case["plan"],
        "member_id": case["member_id"],
        "reference": case["reference"],
        "notice_date": case["notice"].isoformat(),
        "decision_date": case["decided"].isoformat(),
        "service_date": case["served"].isoformat(),
        "service": case["service"],
        "codes": case["codes"],
        "diagnosis": case["diagnosis"],
        "reason": case["reason"],
        "reason_code": case["reason_code"],
        "criteria": case["criteria"],
        "clause": case["clause"],
        "appeal_days": case["days"],
        "appeal_by": case["appeal_by"].isoformat(),
        "appeal_address": f"{case['street']}, {case['city']}",
        "appeal_fax": case["fax"],
        "appeal_phone": case["phone"],
        "urgent_track": True,
        "external_review": True,
    }
    return {name: every[name] for name in names}


def _safe(text: str) -> str:
    for sign in "\\#$*_@<>[]`~":
        text = text.replace(sign, "\\" + sign)
    return text


def _page(body: str, size: float = 10.5, font: str = "", more: str = "") -> str:
    face = f', font: "{font}"' if font else ""
    return f'#set page("us-letter", margin: 0.9in)\n#set text(size: {size}pt{face})\n{more}\n{body}\n'


def labels(case: Case) -> tuple[str, tuple[str, ...]]:
    """A block of labels, then plain paragraphs."""
    c = {name: _safe(str(value)) for name, value in case.items()}
    body = f"""
*{c["insurer"]}* \\
Member Services \\
PO Box 4471, Columbus, OH 43216

{long_date(case["notice"])}

{c["patient"]} \\
88 Elm Street \\
Dayton, OH 45402

Member ID: {c["member_id"]} \\
Reference number: {c["reference"]} \\
Plan: {c["plan"]} \\
Date of service: {short_date(case["served"])} \\
Service requested: {c["service"]} (CPT {", ".join(case["codes"][:-1])}; HCPCS {case["codes"][-1]}) \\
Diagnosis: {c["diagnosis"]} ({c["icd"]})

Dear {c["patient"]}:

We received a request for coverage of {c["service"]}. After review, coverage has been denied because {c["reason"]}. {c["clause"]} We used {c["criteria"]} to make this decision.

*If you disagree*

You have the right to appeal. You must file your appeal within {case["days"]} calendar days of receiving this letter. Mail your appeal to:

{c["insurer"]} \\
Appeals Department \\
{c["street"]} \\
{c["city"]}

You may also fax it to {c["fax"]} or call {c["phone"]} (TTY 711).

If your doctor believes that waiting could seriously jeopardize your life or health, you may ask for an expedited appeal. We will decide within 72 hours.

After our final decision you may request an external review by an Independent Review Organization within four months. You may ask for free copies of all documents.

Sincerely, \\
Utilization Management
"""
    names = ("insurer", "plan", "member_id", "reference", "notice_date", "service_date", "service", "codes", "diagnosis", "reason", "criteria", "clause", "appeal_days", "appeal_address", "appeal_fax", "appeal_phone", "urgent_track", "external_review")  # fmt: skip
    return _page(body), names


def table(case: Case) -> tuple[str, tuple[str, ...]]:
    """A table of two columns, the notice's formal words."""
    c = {name: _safe(str(value)) for name, value in case.items()}
    body = f"""
#align(center)[#text(14pt)[*NOTICE OF ADVERSE BENEFIT DETERMINATION*]]
#align(center)[{c["insurer"]}]

#table(columns: (2.2in, 4.2in), stroke: 0.4pt,
  [Date of notice], [{long_date(case["notice"])}],
  [Member name], [{c["patient"]}],
  [Member number], [{c["member_id"]}],
  [Claim number], [{c["reference"]}],
  [Group name], [{c["plan"]}],
  [Date(s) of service], [{long_date(case["served"])}],
  [Service], [{c["service"].capitalize()}],
  [Procedure codes], [{", ".join(case["codes"])}],
  [Diagnosis code], [{c["icd"]}, {c["diagnosis"]}],
  [Date of determination], [{long_date(case["decided"])}],
)

== Reason for the determination
Your request was denied because {c["reason"]}. The documentation that we received does not show otherwise.

== Criteria relied upon
{c["criteria"]}

== Plan provision
{c["clause"]}

== Your appeal rights
If you are not satisfied, you or your authorized representative may submit a written request for an internal appeal. Your request must be received no later than {long_date(case["appeal_by"])}, which is {case["days"]} days from the date you are deemed to have received this notice. Send it to {c["insurer"]}, Grievance and Appeals, {c["street"]}, {c["city"]}. Fax: {c["fax"]}. Telephone: {c["phone"]}.

You can ask for an urgent appeal by phone. An urgent appeal is decided within 72 hours. If we uphold our decision, an independent external review is available to you.
"""
    names = ("insurer", "plan", "member_id", "reference", "notice_date", "service_date", "decision_date", "service", "codes", "diagnosis", "reason", "criteria", "clause", "appeal_days", "appeal_by", "appeal_address", "appeal_fax", "appeal_phone", "urgent_track", "external_review")  # fmt: skip
    return _page(body, 10), names


def narrative(case: Case) -> tuple[str, tuple[str, ...]]:
    """No labels but the subject; all in sentences."""
    c = {name: _safe(str(value)) for name, value in case.items()}
    body = f"""
#align(right)[{c["insurer"]} \\ One Plaza Square \\ Hartford, CT 06103]

{long_date(case["notice"])}

{c["patient"]} \\
4 Oak Lane \\
Albany, NY 12203

RE: {c["service"].capitalize()} \\
Member ID {c["member_id"]}, Case number {c["reference"]}

Dear {c["patient"]},

On {long_date(case["decided"])}, our medical director reviewed the request from your doctor for {c["service"]} to treat {c["diagnosis"]}. We are unable to approve this request because {c["reason"]}. {c["clause"]} The reviewer applied {c["criteria"]}.

What can you do? You can appeal. You have {case["days"]} days from the date you receive this letter to ask us to review our decision. Write to us at {c["insurer"]}, Member Appeals, {c["street"]}, {c["city"]}, send a fax to {c["fax"]}, or call Member Services at {c["phone"]}. Tell us why you disagree.

If your health could be in serious danger, ask for a fast appeal and we will answer within 72 hours. You may also have the right to an independent external review.

Sincerely,

Medical Management
"""
    names = ("insurer", "member_id", "reference", "notice_date", "decision_date", "service", "diagnosis", "reason", "criteria", "clause", "appeal_days", "appeal_address", "appeal_fax", "appeal_phone", "urgent_track", "external_review")  # fmt: skip
    return _page(body, 11), names


def explanation(case: Case) -> tuple[str, tuple[str, ...]]:
    """An explanation of benefits: a table of lines with codes."""
    c = {name: _safe(str(value)) for name, value in case.items()}
    rows = "".join(
        f"[{short_date(case['served'])}], [{code}], [\\${340 + 60 * n}.00], [\\$0.00], [{c['reason_code']}], [\\${340 + 60 * n}.00],\n"
        for n, code in enumerate(case["codes"])
    )
    body = f"""
#grid(columns: (1fr, 1fr), [*{c["insurer"]}* \\ Explanation of Benefits \\ THIS IS NOT A BILL], [#align(right)[Statement date: {short_date(case["notice"])} \\ Page 1 of 2]])

#grid(columns: (1fr, 1fr), row-gutter: 6pt,
 [Member: {c["patient"]}], [Member ID: {c["member_id"]}],
 [Claim \\#: {c["reference"]}], [Group: {c["plan"]}],
 [Provider: Riverbend Infusion Clinic], [Date processed: {short_date(case["decided"])}])

#table(columns: 6, [Date of service], [Code], [Billed], [Allowed], [Reason code], [You may owe], {rows})

{c["reason_code"]}: The service was denied because {c["reason"]}.

*How to appeal.* If you disagree, you may file an appeal within {case["days"]} days after you receive this statement. Mail: {c["insurer"]} Appeals, {c["street"]}, {c["city"]}. Fax {c["fax"]}. Questions? Call {c["phone"]}.
"""
    names = ("insurer", "plan", "member_id", "reference", "notice_date", "service_date", "decision_date", "codes", "reason", "reason_code", "appeal_days", "appeal_address", "appeal_fax", "appeal_phone")  # fmt: skip
    return _page(body, 9.5), names


def form(case: Case) -> tuple[str, tuple[str, ...]]:
    """A form of a public program: boxes, questions as headings."""
    c = {name: _safe(str(value)) for name, value in case.items()}
    body = f"""
#text(15pt)[*Notice of Denial of Medical Coverage*]

#grid(columns: (1fr, 1fr), row-gutter: 8pt,
 [*Date:* {short_date(case["notice"])}], [*Member number:* {c["member_id"]}],
 [*Name:* {c["patient"]}], [*Service/Item:* {c["service"].capitalize()}])

Case number: {c["reference"]} #h(1cm) Health plan: {c["insurer"]}

*Your request was denied*

We've denied the medical services/items listed below requested by you or your doctor: {c["service"]}, requested for {long_date(case["served"])}.

*Why did we deny your request?*

We denied the medical services/items listed above because {c["reason"]}. {c["clause"]}

*You have the right to appeal our decision*

You have the right to ask {c["insurer"]} for an appeal. You must ask within {case["days"]} calendar days of the date of this notice. We can give you more time if you have a good reason.

*There are 2 kinds of appeals*

Standard appeal: we'll give you a written decision within 30 calendar days. Fast appeal: we'll give you a decision within 72 hours. You can ask for a fast appeal if waiting could seriously harm your health.

*How to ask for an appeal*

Address: {c["insurer"]} Appeals, {c["street"]}, {c["city"]} \\
Phone: {c["phone"]} #h(1cm) Fax: {c["fax"]}

If we say no again, your case goes to an independent review entity.
"""
    names = ("insurer", "member_id", "reference", "notice_date", "service_date", "service", "reason", "clause", "appeal_days", "appeal_address", "appeal_fax", "appeal_phone", "urgent_track", "external_review")  # fmt: skip
    return _page(body, 11), names


DEV: dict[str, Callable[[Case], tuple[str, tuple[str, ...]]]] = {
    "labels": labels, "table": table, "narrative": narrative, "explanation": explanation, "form": form,
}  # fmt: skip


def columns(case: Case) -> tuple[str, tuple[str, ...]]:
    """The letter on the left, a box with the facts on the right."""
    c = {name: _safe(str(value)) for name, value in case.items()}
    body = f"""
#grid(columns: (4.1in, 2.4in), column-gutter: 0.3in, [
*{c["insurer"]}*

Mailed on {long_date(case["notice"])}

Hello {c["patient"]},

This letter is about the care your provider asked us to cover. We did not approve it.

*What we looked at:* {c["service"]}

*Our decision:* Not approved. {c["reason"].capitalize()}. We looked at {c["criteria"]} when we decided.

*Not happy with this?* You can send us an appeal. Please do so within {case["days"]} days of the date on this letter.

Mail it to \\
{c["insurer"]} Appeals Unit \\
{c["street"]} \\
{c["city"]}

or fax {c["fax"]}. Questions: {c["phone"]}.

If you need an answer quickly because of your health, ask for an expedited review.
], [
#rect(inset: 8pt)[
Member \\ {c["patient"]}

ID \\#: {c["member_id"]}

Case ID: {c["reference"]}

DOB: 04/12/1971

Request received: {short_date(case["decided"] - dt.timedelta(days=9))}

Requested start date: {short_date(case["served"])}

Dx: {c["icd"]}

CPT/HCPCS: {", ".join(case["codes"])}
]])
"""
    names = ("insurer", "member_id", "reference", "notice_date", "service_date", "service", "codes", "reason", "criteria", "appeal_days", "appeal_address", "appeal_fax", "appeal_phone", "urgent_track")  # fmt: skip
    return _page(body, 10.5), names


def lawyers(case: Case) -> tuple[str, tuple[str, ...]]:
    """Two pages of formal prose of an employer's plan, with other dates in it."""
    c = {name: _safe(str(value)) for name, value in case.items()}
    body = f"""
{c["insurer"].upper()} \\
Claims Administrator for the {c["plan"]}

#v(1em)
Dated: {case["notice"].day} {case["notice"]:%B} {case["notice"].year}

VIA FIRST CLASS MAIL

{c["patient"]} \\ 17 Birch Court \\ Akron, Ohio 44301

Re: Denial of pre-service claim \\
Participant ID No.: {c["member_id"]} \\
Our File No.: {c["reference"]} \\
Coverage effective: January 1, 2024

Dear Participant:

The Plan received your claim for benefits for {c["service"]} (HCPCS {case["codes"][-1]}) on {long_date(case["decided"] - dt.timedelta(days=12))}. The claim was denied on {long_date(case["decided"])}. The specific reason for the denial is that {c["reason"]}. {c["clause"]} An internal rule, {c["criteria"]}, was relied upon in making the determination and is available free of charge upon request.

You were diagnosed with {c["diagnosis"]} in March 2021. Our records show treatment since June 3, 2022.

#lorem(120)

*Appeal procedures.* You or your authorized representative may appeal this adverse benefit determination in writing within one hundred eighty ({case["days"]}) days following receipt of this notification. An appeal should be addressed to: Appeals Committee, {c["insurer"]}, {c["street"]}, {c["city"]}. It may be sent by facsimile to {c["fax"]}. The Committee will notify you of its decision within 30 days after it receives a pre-service appeal.

A claim involving urgent care may be appealed orally by calling {c["phone"]}; the decision will be made within 72 hours.

#lorem(60)

If the appeal is denied, you may request external review within four months after you receive that decision. You have the right to bring a civil action under section 502(a) of ERISA.
"""
    names = ("insurer", "plan", "member_id", "reference", "notice_date", "decision_date", "service", "codes", "diagnosis", "reason", "clause", "criteria", "appeal_days", "appeal_address", "appeal_fax", "appeal_phone", "urgent_track", "external_review")  # fmt: skip
    return _page(body.replace("one hundred eighty (", "(") if case["days"] != 180 else body, 11.5), names


def action(case: Case) -> tuple[str, tuple[str, ...]]:
    """A notice of action of a state program; capitals, a last day."""
    c = {name: _safe(str(value)) for name, value in case.items()}
    body = f"""
#align(center)[STATE MEDICAL ASSISTANCE PROGRAM \\ *NOTICE OF ACTION* \\ About Your Treatment Request]

Date: {long_date(case["notice"])} #h(2cm) Identification Number: {c["member_id"]}

{c["insurer"]} \\ Health plan contact: {c["phone"]}

Treatment requested: {c["service"]}

{c["patient"]} has asked {c["insurer"]} to approve {c["service"]}. This request is denied. The reason for this denial is: {c["reason"]}. The clinical guideline used was {c["criteria"]}.

You may appeal this decision. The last day to file an appeal is {long_date(case["appeal_by"])}. You must file within {case["days"]} days from the date of this notice.

APPEALS DEPARTMENT \\ {c["street"]} \\ {c["city"]} \\ FAX {c["fax"]}

You can also ask for a State Fair Hearing. To ask for an expedited appeal call the number above.
"""
    names = ("insurer", "member_id", "notice_date", "service", "reason", "criteria", "appeal_days", "appeal_by", "appeal_address", "appeal_fax", "appeal_phone", "urgent_track", "external_review")  # fmt: skip
    return _page(body, 11), names


HELD: dict[str, Callable[[Case], tuple[str, tuple[str, ...]]]] = {
    "columns": columns,
    "lawyers": lawyers,
    "action": action,
}


def vendor(case: Case) -> tuple[str, tuple[str, ...]]:
    """A reviewer's letter for a plan: a header of pairs, a verdict in bold, bullets."""
    c = {name: _safe(str(value)) for name, value in case.items()}
    body = f"""
#grid(columns: (1fr, 1fr), [#text(13pt)[*Clearpath Utilization Services*] \\ on behalf of {c["insurer"]}], [#align(right)[Letter date: {case["notice"]:%b} {case["notice"].day}, {case["notice"].year} \\ Tracking \\#: {c["reference"]}]])

#line(length: 100%)

Patient: {c["patient"]} #h(1cm) Subscriber ID: {c["member_id"]} #h(1cm) Plan: {c["plan"]}

*RESULT OF REVIEW: NOT CERTIFIED*

Treatment under review: {c["service"]} \\
Diagnosis: {c["diagnosis"]} \\
Proposed dates: {short_date(case["served"])} through {short_date(case["served"])}

Our physician reviewer completed the review on {long_date(case["decided"])} and did not certify the treatment. Clinical rationale: {c["reason"]}. Reference used: {c["criteria"]}.

- You may request reconsideration of this determination. Your written request has to arrive within {case["days"]} days after the date you received this letter.
- Address your request to: Clearpath Appeals, {c["street"]}, {c["city"]}.
- Fax number for appeals: {c["fax"]}.
- For questions please dial {c["phone"]}.
- Where delay would endanger your health, an expedited reconsideration is finished in 72 hours.
- Once internal steps are used up, you may have your case looked at by an independent review organization.
"""
    names = ("member_id", "reference", "notice_date", "decision_date", "service_date", "service", "diagnosis", "plan", "reason", "criteria", "appeal_days", "appeal_address", "appeal_fax", "appeal_phone", "urgent_track", "external_review")  # fmt: skip
    return _page(body, 10), names


def plainly(case: Case) -> tuple[str, tuple[str, ...]]:
    """A short letter in plain words, facts in running text."""
    c = {name: _safe(str(value)) for name, value in case.items()}
    body = f"""
{long_date(case["notice"])}

{c["insurer"]} \\ Member Care \\ 200 Lake Road, Madison, WI 53703

{c["patient"]} \\ 9 Pine Street \\ Madison, WI 53711

Your member number: {c["member_id"]} \\
Your claim: {c["reference"]}

Dear {c["patient"]},

We got a bill for {c["service"]} that you had on {long_date(case["served"])}. We are not paying this bill. That is because {c["reason"]}. The codes on the bill were {", ".join(case["codes"])}.

Do you think we made a mistake? Tell us within {case["days"]} days of getting this letter. Write to {c["insurer"]} Appeals, {c["street"]}, {c["city"]}, or fax your letter to {c["fax"]}. You can also phone {c["phone"]}, and we will help you write it.

If you are still not happy after that, people who do not work for us can take another look. This is called an external review.
"""
    names = ("insurer", "member_id", "reference", "notice_date", "service_date", "service", "codes", "reason", "appeal_days", "appeal_address", "appeal_fax", "appeal_phone", "external_review")  # fmt: skip
    return _page(body, 12), names


def boxes(case: Case) -> tuple[str, tuple[str, ...]]:
    """Labels above their values in boxes; a part for the appeal on the second page."""
    c = {name: _safe(str(value)) for name, value in case.items()}
    body = f"""
#text(14pt)[{c["insurer"]}] #h(1fr) ADVERSE DETERMINATION

#table(columns: (1fr, 1fr, 1fr), inset: 7pt,
  [#text(7pt)[NOTICE DATE] \\ {short_date(case["notice"])}], [#text(7pt)[MEMBER ID] \\ {c["member_id"]}], [#text(7pt)[CASE NUMBER] \\ {c["reference"]}],
  [#text(7pt)[DATE OF BIRTH] \\ 02/14/1980], [#text(7pt)[DATE RECEIVED] \\ {short_date(case["decided"] - dt.timedelta(days=4))}], [#text(7pt)[DECISION DATE] \\ {short_date(case["decided"])}],
  [#text(7pt)[SERVICE] \\ {c["service"]}], [#text(7pt)[DIAGNOSIS] \\ {c["diagnosis"]}], [#text(7pt)[SERVICE DATE] \\ {short_date(case["served"])}])

*Determination.* The request is denied. {c["reason"].capitalize()}. This follows {c["criteria"]} and your plan. {c["clause"]}

#pagebreak()

*Appeal.* An appeal must reach us no later than {long_date(case["appeal_by"])} ({case["days"]} calendar days from receipt of this notice).

#grid(columns: (1fr, 1fr), [By mail: \\ {c["insurer"]} \\ Attn: Appeals \\ {c["street"]} \\ {c["city"]}], [By fax: {c["fax"]} \\ By phone: {c["phone"]}])

Urgent appeals are decided in 72 hours. External review is available after that.
"""
    names = ("insurer", "member_id", "reference", "notice_date", "decision_date", "service_date", "service", "diagnosis", "reason", "criteria", "clause", "appeal_days", "appeal_by", "appeal_address", "appeal_fax", "appeal_phone", "urgent_track", "external_review")  # fmt: skip
    return _page(body, 10), names


LAST: dict[str, Callable[[Case], tuple[str, tuple[str, ...]]]] = {"vendor": vendor, "plainly": plainly, "boxes": boxes}


def made(layouts: Mapping[str, Callable[[Case], tuple[str, tuple[str, ...]]]], each: int, seed: int) -> list[Paper]:
    """Letters in every layout, `each` cases in each."""
    dice = random.Random(seed)
    papers = []
    for name, layout in layouts.items():
        for number in range(each):
            case = draw(dice)
            source, names = layout(case)
            truth = _truth(case, *names)
            if "codes" in truth:  # a layout may leave some out
                truth["codes"] = [code for code in case["codes"] if code in source]
            papers.append(Paper(f"{name}-{number}", source, truth))
    return papers


def right(name: str, truth: Any, value: Any) -> bool:
    """Whether a value says what is true. Sentences must hold the words; names, addresses and codes all their parts."""
    from rapidfuzz import fuzz

    from knowledge.base.text import plain

    if truth is True:
        return bool(value)
    if name == "codes":
        return {part.strip() for part in str(value).split(",")} == set(truth)
    if name in ("reason", "clause", "criteria", "service", "diagnosis", "plan", "insurer"):
        said, wanted = plain(str(value)), plain(str(truth))
        extra = 12 if name in ("service", "diagnosis", "plan", "insurer") else 400
        return fuzz.partial_ratio(wanted, said) >= 92 and len(said) - len(wanted) <= extra
    if name == "appeal_address":
        said, wanted = plain(str(value)), plain(str(truth))
        return fuzz.partial_ratio(wanted, said) >= 95 and len(said) <= len(wanted) + 70
    if name in ("appeal_fax", "appeal_phone"):
        return "".join(filter(str.isdigit, str(value)))[-10:] == "".join(filter(str.isdigit, str(truth)))[-10:]
    return str(value).casefold() == str(truth).casefold()
