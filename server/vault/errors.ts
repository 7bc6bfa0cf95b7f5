/** Why the vault refuses. */
export type VaultErrorCode =
  /** The key-encryption keys given are not the ones that wrapped what is in the database. */
  | 'kek-mismatch'
  /** The database holds data but nothing that proves which keys belong to it. */
  | 'kek-unproven'
  /** A key-encryption key is not 32 bytes, or the current one is not among them. */
  | 'kek-invalid'
  /** A sealed value was changed, or moved from where it belongs. */
  | 'cannot-open'
  /** A practice or conversation has no key. */
  | 'key-missing';

const WORDS: Record<VaultErrorCode, string> = {
  'kek-mismatch':
    'The key-encryption keys are not the ones this database was written with. Start again with the right keys; no new key is ' +
    'ever made over existing data.',
  'kek-unproven':
    'The database holds data but no probe of its key-encryption keys. Restore it from a complete backup; no new key is ever made ' +
    'over existing data.',
  'kek-invalid':
    'A key-encryption key must be 32 bytes (in base64: 44 characters), and the current one among them.',
  'cannot-open': 'A sealed value does not open where it was found.',
  'key-missing': 'A practice or conversation has no key.',
};

/** The vault refuses. The message is for operators and carries nothing of what was sealed. */
export class VaultError extends Error {
  readonly code: VaultErrorCode;
  constructor(code: VaultErrorCode) {
    super(WORDS[code]);
    this.name = 'VaultError';
    this.code = code;
  }
}
