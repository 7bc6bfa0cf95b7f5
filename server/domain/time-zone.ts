/** Whether this names an IANA zone. An offset such as `+02:00` is none: it knows no summer time. */
export function isTimeZone(timeZone: string): boolean {
  if (!/^[A-Za-z]/.test(timeZone)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone !== '';
  } catch {
    // A RangeError: `Intl` has no other way to ask whether it knows a zone.
    return false;
  }
}

/** An instant as the clocks of a zone show it. */
export interface ZonedTime {
  /** `2026-11-24` */
  date: string;
  /** `23:05:09` */
  time: string;
  /** `.123` */
  fraction: string;
  /** `+01:00`; UTC is `+00:00`. */
  offset: string;
}

/** Reads instants in a zone, by its rules at each of them. */
export function zonedTimes(timeZone: string): (at: Date) => ZonedTime {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'iso8601',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'longOffset',
  });
  return (at) => {
    const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
    const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? '';
    return {
      date: `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`,
      time: `${part('hour')}:${part('minute')}:${part('second')}`,
      fraction: at.toISOString().slice(-5, -1),
      // "GMT", "GMT+01:00"; minus may be a true minus sign.
      offset: part('timeZoneName').replace('GMT', '').replace('\u2212', '-') || '+00:00',
    };
  };
}

/** An instant in ISO 8601 with the offset of a zone. */
export function zonedIso({ date, time, fraction, offset }: ZonedTime): string {
  return `${date}T${time}${fraction}${offset}`;
}
