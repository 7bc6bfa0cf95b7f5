/**
 * The structure rules of FHIR R4 (4.0.1) for what an export uses: which elements there are, how often, of which type, in which form,
 * and with which codes. Written from the specification, to be checked without a network; terminology servers, narrative and
 * profiles are not in it.
 */

type Check = (value: unknown, path: string) => string[];

interface Element {
  min: 0 | 1;
  /** Whether it is an array. */
  many: boolean;
  check: Check;
}

const fail = (path: string, what: string) => [`${path}: ${what}`];

function matching(pattern: RegExp, what: string): Check {
  return (value, path) =>
    typeof value === 'string' && pattern.test(value) ? [] : fail(path, `is no ${what}`);
}

/** Date, time and offset, as in the patterns of the specification. */
const MOMENT =
  '([0-9]([0-9]([0-9][1-9]|[1-9]0)|[1-9]00)|[1-9]000)-(0[1-9]|1[0-2])-(0[1-9]|[1-2][0-9]|3[0-1])T([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\\.[0-9]+)?(Z|(\\+|-)((0[0-9]|1[0-3]):[0-5][0-9]|14:00))';

function moment(what: string): Check {
  const form = matching(new RegExp(`^${MOMENT}$`), what);
  return (value, path) => {
    const wrong = form(value, path);
    return wrong.length > 0 || !Number.isNaN(Date.parse(value as string)) ? wrong : fail(path, 'is no day');
  };
}

const id = matching(/^[A-Za-z0-9\-.]{1,64}$/, 'id');
const code = matching(/^[^\s]+(\s[^\s]+)*$/, 'code');
const uri = matching(/^[a-z][a-z0-9+.-]*:\S+$/i, 'absolute uri');
const base64 = matching(/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/, 'base64Binary');
const dateTime = moment('dateTime');
const instant = moment('instant');

/** Not empty, no control characters but tab and line breaks, at most a megabyte. */
const string: Check = (value, path) => {
  if (typeof value !== 'string' || value === '') return fail(path, 'is no text');
  // eslint-disable-next-line no-control-regex
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/.test(value)) return fail(path, 'has control characters');
  return Buffer.byteLength(value) > 1024 * 1024 ? fail(path, 'is over a megabyte') : [];
};

const unsignedInt: Check = (value, path) =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) < 2 ** 31
    ? []
    : fail(path, 'is no unsignedInt');

const oneOf =
  (...codes: string[]): Check =>
  (value, path) =>
    codes.includes(value as string) ? [] : fail(path, `is none of ${codes.join(', ')}`);

const one = (check: Check): Element => ({ min: 1, many: false, check });
const maybe = (check: Check): Element => ({ min: 0, many: false, check });
const list = (check: Check): Element => ({ min: 0, many: true, check });

/** An object with these elements and no others, at least one of them. */
function type(elements: Readonly<Record<string, Element>>, rule: Check = () => []): Check {
  return (value, path) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return fail(path, 'is no object');
    const found = value as Record<string, unknown>;
    if (Object.keys(found).length === 0) return fail(path, 'is empty');
    const problems = Object.keys(found).flatMap((name) =>
      Object.hasOwn(elements, name) ? [] : fail(`${path}.${name}`, 'is not in the type'),
    );
    for (const [name, { min, many, check }] of Object.entries(elements)) {
      const at = `${path}.${name}`;
      const member = found[name];
      if (member === undefined) {
        if (min === 1) problems.push(...fail(at, 'is missing'));
      } else if (!many) {
        problems.push(...check(member, at));
      } else if (!Array.isArray(member) || member.length === 0) {
        problems.push(...fail(at, 'is no array, or an empty one'));
      } else {
        problems.push(...member.flatMap((item, index) => check(item, `${at}[${index}]`)));
      }
    }
    return [...problems, ...rule(value, path)];
  };
}

/** The codes of the systems that an export uses, and their words. */
const CODES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'http://terminology.hl7.org/CodeSystem/communication-category': {
    alert: 'Alert',
    notification: 'Notification',
    reminder: 'Reminder',
    instruction: 'Instruction',
  },
  'http://terminology.hl7.org/CodeSystem/v3-ParticipationMode': {
    ELECTRONIC: 'electronic data',
    ONLINEWRIT: 'online written',
    WRITTEN: 'written',
  },
};

const Coding = type(
  { system: one(uri), version: maybe(string), code: one(code), display: maybe(string) },
  (value, path) => {
    const { system, code: found, display } = value as { system: string; code: string; display?: string };
    const word = CODES[system]?.[found];
    if (word === undefined) return fail(path, 'is no code of its system');
    return display === undefined || display === word ? [] : fail(path, 'has another display');
  },
);
const CodeableConcept = type({ coding: list(Coding), text: maybe(string) });

/** ref-1 and the forms of a reference: a logical one has an identifier and, here, always words. */
function Reference(...targets: string[]): Check {
  return type(
    {
      reference: maybe(
        matching(/^(?:urn:uuid:[0-9a-f-]{36}|[A-Z][A-Za-z]+\/[A-Za-z0-9\-.]{1,64})$/, 'reference'),
      ),
      type: maybe(oneOf(...targets)),
      identifier: maybe((value, path) => Identifier(value, path)),
      display: maybe(string),
    },
    (value, path) => {
      const { reference, identifier, display } = value as Record<string, unknown>;
      return reference === undefined && identifier === undefined && display === undefined
        ? fail(path, 'leads to nobody')
        : [];
    },
  );
}

const Identifier: Check = type(
  {
    use: maybe(oneOf('usual', 'official', 'temp', 'secondary', 'old')),
    type: maybe(CodeableConcept),
    system: maybe(uri),
    value: maybe(string),
    assigner: maybe(Reference('Organization')),
  },
  (value, path) => {
    const { system, value: found } = value as { system?: string; value?: string };
    return system !== 'urn:ietf:rfc:3986' || /^urn:uuid:[0-9a-f-]{36}$/.test(found ?? '')
      ? []
      : fail(path, 'is no URI');
  },
);

const Attachment = type(
  {
    contentType: maybe(matching(/^[a-z]+\/[\w.+-]+$/, 'MIME type')),
    language: maybe(code),
    data: maybe(base64),
    url: maybe(uri),
    size: maybe(unsignedInt),
    hash: maybe(base64),
    title: maybe(string),
    creation: maybe(dateTime),
  },
  (value, path) => {
    const { data, contentType, hash } = value as Record<string, string | undefined>;
    if (data !== undefined && contentType === undefined) return fail(path, 'att-1: data without its type');
    // R4 says "sha-1": twenty bytes.
    return hash === undefined || Buffer.from(hash, 'base64').length === 20
      ? []
      : fail(`${path}.hash`, 'is no SHA-1');
  },
);

const PAYLOADS = ['contentString', 'contentAttachment', 'contentReference'];
const Payload = type(
  {
    contentString: maybe(string),
    contentAttachment: maybe(Attachment),
    contentReference: maybe(Reference()),
  },
  (value, path) =>
    PAYLOADS.filter((name) => name in (value as object)).length === 1
      ? []
      : fail(path, 'has not one content'),
);

const Annotation = type({
  authorReference: maybe(Reference('Practitioner', 'Patient', 'RelatedPerson', 'Organization')),
  authorString: maybe(string),
  time: maybe(dateTime),
  text: one(string),
});

const PARTIES = [
  'Device',
  'Organization',
  'Patient',
  'Practitioner',
  'PractitionerRole',
  'RelatedPerson',
  'HealthcareService',
];

const Communication = type({
  resourceType: one(oneOf('Communication')),
  id: maybe(id),
  identifier: list(Identifier),
  inResponseTo: list(Reference('Communication')),
  status: one(
    oneOf(
      'preparation',
      'in-progress',
      'not-done',
      'on-hold',
      'stopped',
      'completed',
      'entered-in-error',
      'unknown',
    ),
  ),
  statusReason: maybe(CodeableConcept),
  category: list(CodeableConcept),
  priority: maybe(oneOf('routine', 'urgent', 'asap', 'stat')),
  medium: list(CodeableConcept),
  subject: maybe(Reference('Patient', 'Group')),
  topic: maybe(CodeableConcept),
  sent: maybe(dateTime),
  received: maybe(dateTime),
  recipient: list(Reference(...PARTIES, 'Group', 'CareTeam')),
  sender: maybe(Reference(...PARTIES)),
  payload: list(Payload),
  note: list(Annotation),
});

const Entry = type({ fullUrl: maybe(uri), resource: maybe(Communication) });

const Bundle = type(
  {
    resourceType: one(oneOf('Bundle')),
    id: maybe(id),
    identifier: maybe(Identifier),
    type: one(oneOf('collection')),
    timestamp: maybe(instant),
    entry: list(Entry),
  },
  (value, path) => {
    const urls = ((value as { entry?: { fullUrl?: string }[] }).entry ?? []).map(({ fullUrl }) => fullUrl);
    return new Set(urls).size === urls.length ? [] : fail(path, 'bdl-7: a fullUrl comes twice');
  },
);

/** What is wrong with a Bundle by the structure rules of R4; nothing if it keeps to them. */
export function r4Problems(bundle: unknown): string[] {
  return Bundle(bundle, 'Bundle');
}
