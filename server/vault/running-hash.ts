import type { Bytes } from './bytes.ts';

/** Bytes that SHA-1 and SHA-256 work on together. */
const BLOCK = 64;

/**
 * A digest of bytes that come piece by piece (FIPS 180-4), for files and documents that nobody holds as a whole: WebCrypto takes
 * only what is in memory at once. No secret goes through it; what is secret is WebCrypto's.
 */
abstract class RunningHash {
  readonly #block = new Uint8Array(BLOCK);
  readonly #view = new DataView(this.#block.buffer);
  readonly #state: Uint32Array;
  #filled = 0;
  #length = 0;

  constructor(initial: readonly number[]) {
    this.#state = Uint32Array.from(initial);
  }

  /** Works one block into the state. */
  protected abstract compress(state: Uint32Array, block: DataView): void;

  update(bytes: Uint8Array): this {
    this.#length += bytes.length;
    for (let at = 0; at < bytes.length;) {
      const taken = Math.min(BLOCK - this.#filled, bytes.length - at);
      this.#block.set(bytes.subarray(at, at + taken), this.#filled);
      this.#filled += taken;
      at += taken;
      if (this.#filled === BLOCK) this.#flush();
    }
    return this;
  }

  /** The digest of all that came. Ends the hash: nothing may come after it. */
  digest(): Bytes {
    const bits = BigInt(this.#length) * 8n;
    this.#block.fill(0, this.#filled);
    this.#block[this.#filled] = 0x80;
    if (this.#filled >= BLOCK - 8) {
      this.#flush();
      this.#block.fill(0);
    }
    this.#view.setBigUint64(BLOCK - 8, bits);
    this.#flush();
    const digest = new Uint8Array(this.#state.length * 4);
    const view = new DataView(digest.buffer);
    this.#state.forEach((word, index) => view.setUint32(index * 4, word));
    return digest;
  }

  #flush(): void {
    this.compress(this.#state, this.#view);
    this.#filled = 0;
  }
}

const left = (word: number, by: number) => (word << by) | (word >>> (32 - by));
const right = (word: number, by: number) => (word >>> by) | (word << (32 - by));

const PRIMES = firstPrimes(64);

/** The first 32 bits of the fraction of a root, as FIPS 180-4 takes its constants. */
function fraction(root: number): number {
  return Math.floor((root - Math.floor(root)) * 2 ** 32) >>> 0;
}

function firstPrimes(count: number): number[] {
  const primes: number[] = [];
  for (let n = 2; primes.length < count; n++) if (primes.every((prime) => n % prime !== 0)) primes.push(n);
  return primes;
}

const K256 = Int32Array.from(PRIMES, (prime) => fraction(Math.cbrt(prime)));
const H256 = PRIMES.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));

/** SHA-256 of what comes piece by piece. */
export class RunningSha256 extends RunningHash {
  readonly #words = new Int32Array(64);

  constructor() {
    super(H256);
  }

  protected override compress(state: Uint32Array, block: DataView): void {
    const w = this.#words;
    for (let i = 0; i < 16; i++) w[i] = block.getInt32(i * 4);
    for (let i = 16; i < 64; i++) {
      const x = w[i - 15]!;
      const y = w[i - 2]!;
      const s0 = right(x, 7) ^ right(x, 18) ^ (x >>> 3);
      const s1 = right(y, 17) ^ right(y, 19) ^ (y >>> 10);
      w[i] = (w[i - 16]! + s0 + w[i - 7]! + s1) | 0;
    }
    let a = state[0]! | 0;
    let b = state[1]! | 0;
    let c = state[2]! | 0;
    let d = state[3]! | 0;
    let e = state[4]! | 0;
    let f = state[5]! | 0;
    let g = state[6]! | 0;
    let h = state[7]! | 0;
    for (let i = 0; i < 64; i++) {
      const s1 = right(e, 6) ^ right(e, 11) ^ right(e, 25);
      const t1 = (h + s1 + ((e & f) ^ (~e & g)) + K256[i]! + w[i]!) | 0;
      const s0 = right(a, 2) ^ right(a, 13) ^ right(a, 22);
      const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + t1) | 0;
      d = c;
      c = b;
      b = a;
      a = (t1 + t2) | 0;
    }
    add(state, [a, b, c, d, e, f, g, h]);
  }
}

/** SHA-1 of what comes piece by piece: only because FHIR R4 asks for it; it proves nothing against somebody who means to deceive. */
export class RunningSha1 extends RunningHash {
  readonly #words = new Int32Array(80);

  constructor() {
    super([0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0]);
  }

  protected override compress(state: Uint32Array, block: DataView): void {
    const w = this.#words;
    for (let i = 0; i < 16; i++) w[i] = block.getInt32(i * 4);
    for (let i = 16; i < 80; i++) w[i] = left(w[i - 3]! ^ w[i - 8]! ^ w[i - 14]! ^ w[i - 16]!, 1);
    let a = state[0]! | 0;
    let b = state[1]! | 0;
    let c = state[2]! | 0;
    let d = state[3]! | 0;
    let e = state[4]! | 0;
    for (let i = 0; i < 80; i++) {
      let mixed: number;
      if (i < 20) mixed = ((b & c) | (~b & d)) + 0x5a827999;
      else if (i < 40) mixed = (b ^ c ^ d) + 0x6ed9eba1;
      else if (i < 60) mixed = ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc;
      else mixed = (b ^ c ^ d) + 0xca62c1d6;
      const next = (left(a, 5) + mixed + e + w[i]!) | 0;
      e = d;
      d = c;
      c = left(b, 30);
      b = a;
      a = next;
    }
    add(state, [a, b, c, d, e]);
  }
}

function add(state: Uint32Array, words: readonly number[]): void {
  words.forEach((word, index) => (state[index] = ((state[index] ?? 0) + word) >>> 0));
}
