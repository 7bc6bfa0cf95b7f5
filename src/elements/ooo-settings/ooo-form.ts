import { parseWhole, passOf, toInstant, toWallTime, type Pass, type Words } from '../../i18n/index.ts';
import {
  EVERY_HOURS_DEFAULT,
  EVERY_HOURS_LIMIT,
  type OutOfOfficeSetting,
  type PutOutOfOfficeRequest,
} from '../../protocol/out-of-office.ts';
import { isBlank, textLength } from '../../protocol/limits.ts';

/** How often the same client is answered, as the form offers it: `other` stands for a number of hours of one's own. */
export const OFTEN = { daily: 24, fourDays: 96, once: 0 } as const;
export type Often = keyof typeof OFTEN | 'other';

/** The ends of the range. */
export type Moment = 'start' | 'end';

/** What stands in the form, as it was typed. */
export interface Form {
  /** The setting that is being changed; a new one if left out. */
  id?: string;
  memberIds: ReadonlySet<string>;
  message: string;
  /** Wall times of `timeZone`, as the inputs hold them. */
  start: string;
  end: string;
  /** Which one is meant where such a time comes twice; the first unless it says otherwise. */
  passes: Partial<Record<Moment, Pass>>;
  /** The instants that the setting had: they hold, to the millisecond, for as long as the inputs show the same. */
  stored?: Partial<Record<Moment, string>>;
  untilTurnedOff: boolean;
  timeZone: string;
  often: Often;
  hours: string;
}

/** The fields that something can be wrong with, in the order in which they stand. */
export const FIELDS = ['members', 'message', 'start', 'end', 'hours'] as const;
export type Field = (typeof FIELDS)[number];

/** What is wrong, by field. */
export type Problems = Partial<Record<Field, string>>;

/** An empty form: from now on. */
export function emptyForm(memberIds: readonly string[], now: number, timeZone: string): Form {
  return {
    memberIds: new Set(memberIds),
    message: '',
    start: toWallTime(now, timeZone),
    end: '',
    passes: { start: passOf(now, timeZone) },
    untilTurnedOff: false,
    timeZone,
    often: 'daily',
    hours: String(EVERY_HOURS_DEFAULT),
  };
}

/** A setting as it was typed: in the zone in which it was. */
export function formOf(setting: OutOfOfficeSetting): Form {
  const { id, member, message, start, end, timeZone, everyHours } = setting;
  const often = (Object.keys(OFTEN) as (keyof typeof OFTEN)[]).find((key) => OFTEN[key] === everyHours);
  return {
    id,
    memberIds: new Set([member.id]),
    message,
    start: toWallTime(Date.parse(start), timeZone),
    end: end === null ? '' : toWallTime(Date.parse(end), timeZone),
    passes: {
      start: passOf(Date.parse(start), timeZone),
      ...(end !== null && { end: passOf(Date.parse(end), timeZone) }),
    },
    stored: { start, ...(end !== null && { end }) },
    untilTurnedOff: end === null,
    timeZone,
    often: often ?? 'other',
    hours: String(everyHours),
  };
}

/** The instant for which a time of the form stands, in milliseconds since 1970. */
function instantOf(form: Form, moment: Moment): number | undefined {
  const { timeZone, passes, stored } = form;
  const pass = passes[moment] ?? 'first';
  const before = stored?.[moment];
  if (before !== undefined) {
    const ms = Date.parse(before);
    if (toWallTime(ms, timeZone) === form[moment] && passOf(ms, timeZone) === pass) return ms;
  }
  return toInstant(form[moment], timeZone, pass);
}

interface Context {
  words: Words;
  /** The longest message. */
  limit: number;
  now: number;
  /** Writes a number. */
  format: (n: number) => string;
}

/** What has to be put right before the form can be sent. */
export function problemsOf(form: Form, { words, limit, now, format }: Context): Problems {
  const problems: Problems = {};
  const said = words.outOfOffice;
  const length = textLength(form.message);
  if (form.memberIds.size === 0) problems.members = said.chooseMember;
  if (isBlank(form.message)) problems.message = said.writeMessage;
  else if (length > limit) problems.message = words.tooLong(format(length - limit), length - limit);
  const start = instantOf(form, 'start');
  const end = instantOf(form, 'end');
  if (start === undefined) problems.start = said.chooseStart;
  if (!form.untilTurnedOff) {
    if (end === undefined) problems.end = said.chooseEnd;
    else if (start !== undefined && end <= start) problems.end = said.endBeforeStart;
    else if (end <= now) problems.end = said.endPast;
  }
  const hours = parseWhole(form.hours) ?? 0;
  const allowed = hours >= 1 && hours <= EVERY_HOURS_LIMIT;
  if (form.often === 'other' && !allowed) problems.hours = said.hoursRange(format(EVERY_HOURS_LIMIT));
  return problems;
}

/** The form as the backend takes it. It has no problems. */
export function toRequest(form: Form): PutOutOfOfficeRequest {
  const instant = (moment: Moment) => new Date(instantOf(form, moment) ?? NaN).toISOString();
  return {
    ...(form.id !== undefined && { id: form.id }),
    memberIds: [...form.memberIds],
    message: form.message,
    start: instant('start'),
    end: form.untilTurnedOff ? null : instant('end'),
    timeZone: form.timeZone,
    everyHours: form.often === 'other' ? (parseWhole(form.hours) ?? NaN) : OFTEN[form.often],
  };
}
