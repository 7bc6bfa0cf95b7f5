/** Somebody of a practice who is away when the demo starts. */
export interface SeedAbsence {
  practice: string;
  personId: string;
  message: string;
  /** Counted from the first start of the demo. */
  days: { before: number; after: number };
}

export const absences: readonly SeedAbsence[] = [
  {
    practice: 'riverside',
    personId: 'lena',
    message:
      'Thank you for your message. I am on leave and will read it when I am back. If it cannot wait, please call the practice at 555-0142; in an emergency, call 911.',
    days: { before: 2, after: 12 },
  },
];
