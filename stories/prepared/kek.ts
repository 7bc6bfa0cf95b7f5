/** The key of the prepared database. The people in it do not exist, so that it protects nothing. */
export const kek = new TextEncoder().encode('key of people who do not exist..');
