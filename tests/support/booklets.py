"""Policy booklets in several layouts, with the clauses that stand in them and sentences that only look like clauses."""

from __future__ import annotations

import random
from dataclasses import dataclass

import typst

from tests.support.letters import _safe

CLAUSES: dict[str, dict[str, list[str]]] = {
    "dev": {
        "experimental": [
            "Experimental or investigational services are not covered under this Plan, even if they are the only treatment available.",
            "Experimental means any drug, device or treatment that (1) has not been approved by the Food and Drug Administration for the use in question; (2) is the subject of ongoing Phase I, II or III clinical trials; or (3) is not supported by reliable evidence in peer-reviewed literature showing that it is safe and effective.",
            "We do not pay for any procedure that we determine to be experimental.",
        ],
        "off_label": [
            "Drugs used for an off-label indication are excluded unless the use is recognized in a standard reference compendium.",
            "Coverage is limited to drugs used for indications approved by the FDA or supported in peer-reviewed medical literature.",
        ],
        "medical_necessity": [
            "Medically Necessary means health care services that a physician, exercising prudent clinical judgment, would provide to a patient for the purpose of diagnosing or treating an illness, that are in accordance with generally accepted standards of medical practice and not primarily for convenience.",
            "No benefits are payable for services that are not medically necessary.",
        ],
        "named_exclusion": [
            "Intravenous infusion of ketamine for the treatment of chronic pain is considered investigational and is not covered.",
            "Pain management programs, including anesthetic infusions for chronic pain, are excluded.",
        ],
        "prior_authorization": [
            "Prior authorization must be obtained before any outpatient infusion therapy. If you do not get it, benefits may be reduced or denied.",
            "You must call us for precertification before a scheduled procedure.",
        ],
        "step_therapy": [
            "Some drugs are subject to step therapy, which means that you must first try one or more preferred drugs before we cover another drug."
        ],
        "network": [
            "If you use an out-of-network provider, the Plan pays 60% of the allowed amount and you may be billed for the balance.",
            "Services of non-participating providers are not covered except in an emergency.",
        ],
        "referral": ["You must obtain a referral from your primary care physician before you see a specialist."],
        "clinical_trials": [
            "The Plan covers routine patient costs for items and services furnished in connection with participation in an approved clinical trial."
        ],
        "appeal_rights": [
            "If your claim is denied, you may file an internal appeal within 180 days after you receive the notice.",
            "After the internal appeal you may request an external review by an independent review organization.",
        ],
        "time_limit": [
            "Claims must be submitted within 12 months after the date of service, or they will not be paid."
        ],
        "cost_sharing": [
            "After you meet the annual deductible of $1,500, you pay 20% coinsurance up to the out-of-pocket maximum."
        ],
    },
    "held": {
        "experimental": [
            "Charges for care which is Experimental in nature, as determined by the Claims Administrator, are Excluded Charges.",
            "A service will be deemed experimental if it meets any of the following: (a) it cannot be lawfully marketed without approval of the FDA and approval has not been granted; (b) reliable evidence shows that it is the subject of ongoing clinical trials; (c) the prevailing opinion among experts is that further studies are necessary.",
        ],
        "investigational": [
            "Treatments whose effectiveness is unproven, and investigational therapies of any kind, will not be reimbursed."
        ],
        "off_label": [
            "Medications prescribed for uses other than those approved by the Food and Drug Administration are not eligible for benefits, except where two articles from major peer-reviewed journals support the use."
        ],
        "medical_necessity": [
            "Benefits are available only for services that are medically necessary, that is, clinically appropriate in type, frequency and duration and no more costly than an alternative likely to produce the same results."
        ],
        "named_exclusion": [
            "The following are not covered for persistent pain: lidocaine infusion, ketamine infusion, and prolotherapy."
        ],
        "prior_authorization": [
            "Infusions given in a clinic require preauthorization; without it you may be responsible for the full charge."
        ],
        "step_therapy": [
            "A documented trial and failure of at least three conservative therapies is required before an interventional pain procedure will be approved."
        ],
        "network": [
            "Except for emergencies, care must be received from a network provider to be covered at the higher level of benefits."
        ],
        "referral": ["Without a referral, visits to a pain specialist are your own responsibility."],
        "clinical_trials": [
            "Research studies are excluded, but routine care for a member enrolled in a qualifying clinical trial is covered."
        ],
        "appeal_rights": [
            "A member who disagrees with an adverse determination has the right to file a grievance or an appeal, orally or in writing."
        ],
        "time_limit": [
            "No legal action may be brought more than three years after proof of loss is required, and appeals filed later than the time limit will not be considered."
        ],
        "cost_sharing": [
            "Specialist visits are subject to a $60 copayment, which counts toward your out-of-pocket limit."
        ],
    },
}
DECOYS = [
    "The company's foundation supports experimental psychology and arts education in our communities.",
    "We may use or disclose your health information for research when the law allows it.",
    "Thank you for choosing us. We appreciate your trust and look forward to serving you.",
    "The design of this pilot program was experimental in its first year and is now available to all employers.",
    "Your identification card shows the names of covered family members.",
    "Our nurse line is open day and night for questions about your health.",
    "Dental cleanings are available twice in a calendar year at the offices listed in the directory.",
    "The word network in our logo is a trademark.",
    "The cover of this booklet shows a painting by a local artist.",
    "We send a newsletter on nutrition, sleep and exercise four times a year.",
    "Ambulance crews refer to their own protocols when they choose a hospital.",
    "Wellness coaches help with tobacco, stress and weight.",
]
HEADINGS = {
    "experimental": "General Exclusions", "investigational": "What Is Not Covered", "off_label": "Prescription Drugs", "medical_necessity": "Definitions", "named_exclusion": "Pain Care",
    "prior_authorization": "Utilization Review", "step_therapy": "Drug Management", "network": "Choosing a Provider", "referral": "Your Primary Care Physician", "clinical_trials": "Research",
    "appeal_rights": "If You Disagree", "time_limit": "How to File a Claim", "cost_sharing": "What You Pay",
}  # fmt: skip


@dataclass(frozen=True)
class Booklet:
    """A made booklet, and what stands in it: kind and words of each clause."""

    name: str
    source: str
    truth: tuple[tuple[str, str], ...]

    def pdf(self) -> bytes:
        return bytes(typst.compile(self.source.encode(), format="pdf"))


def made(part: str, seed: int, columns: int, size: float, pages: int = 14) -> Booklet:
    """A booklet with every clause of a part of `CLAUSES`, between much that is none."""
    dice = random.Random(seed)
    sections = []
    truth = []
    for kind, texts in CLAUSES[part].items():
        told = []
        for text in texts:
            truth.append((kind, text))
            told.append(" ".join([dice.choice(DECOYS), text, dice.choice(DECOYS)]) if dice.random() < 0.5 else text)
            told.append(dice.choice(DECOYS))
        filler = f"#lorem({dice.randrange(80, 80 + 40 * pages)})"
        sections.append(f"== {HEADINGS[kind]}\n\n" + "\n\n".join([*map(_safe, told), filler]))
    dice.shuffle(sections)
    face = f'#set page("us-letter", columns: {columns}, margin: 0.8in, header: [Evergreen Care Alliance #h(1fr) Member Handbook 2026], footer: context [Form 22-118 #h(1fr) #counter(page).display()])'
    text = f'#set text(size: {size}pt, lang: "en", hyphenate: true)\n#set par(justify: true)'
    front = "= Member Handbook\n\nEvidence of Coverage\n\n#outline()\n\n#pagebreak()\n"
    return Booklet(f"{part}-{columns}-{size}", "\n".join([face, text, front, *sections]), tuple(truth))


def scored(booklet: Booklet, hits: list[tuple[str, str]]) -> tuple[dict[str, list[int]], list[str]]:
    """For each kind: found of how many, and right of how many that were given. A hit of two kinds that share a passage may be either."""
    from rapidfuzz import fuzz

    from knowledge.base.text import plain

    alike = {"investigational": "experimental"}
    table: dict[str, list[int]] = {}
    notes = []
    for kind, text in booklet.truth:
        row = table.setdefault(kind, [0, 0, 0, 0])
        found = any(
            alike.get(k, k) == alike.get(kind, kind) and fuzz.partial_ratio(plain(text), plain(passage)) > 90
            for k, passage in hits
        )
        row[0] += found
        row[1] += 1
        if not found:
            notes.append(f"missed {kind}: {text[:90]}")
    for kind, passage in hits:
        row = table.setdefault(kind, [0, 0, 0, 0])
        stands = [
            k
            for k, text in booklet.truth
            if fuzz.partial_ratio(plain(passage)[:400], plain(text)) > 85
            or fuzz.partial_ratio(plain(text), plain(passage)) > 90
        ]
        # A clause may rightly be of another kind too (a definition of experimental that names clinical trials); a decoy is of none.
        row[2] += bool(stands)
        row[3] += 1
        if not stands:
            notes.append(f"false {kind}: {passage[:100]}")
    return table, notes
