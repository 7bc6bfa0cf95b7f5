/** The practice of the prepared database whose two people have written to each other for years. */
export const LONG = { practice: 'long-history', messages: 2_000, from: 'maya', to: 'ana' } as const;
