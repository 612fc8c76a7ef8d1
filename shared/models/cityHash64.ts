const [K0, K1, K2, K3] = [0xc3a5c85c97cb3127n, 0xb492b66fbe98f273n, 0x9ae16a3b2f90404fn, 0xc949d7c7509e6557n];
const MIX = 0x9ddfea08eb382d69n;

type Pair = readonly [bigint, bigint];

/**
 * CityHash64 of version 1.0, as CatBoost hashes the text of a category (later versions give other numbers).
 *
 * @returns 64 bits, unsigned
 * @see https://github.com/catboost/catboost/blob/v1.2.10/util/digest/city.cpp
 */
export function cityHash64(bytes: Uint8Array): bigint {
  const { length } = bytes;
  const text = { view: new DataView(bytes.buffer, bytes.byteOffset, length), length };
  if (length <= 16) return upTo16(text);
  if (length <= 32) return upTo32(text);
  return length <= 64 ? upTo64(text) : longer(text);
}

interface Text {
  readonly view: DataView;
  readonly length: number;
}

function upTo16({ view, length }: Text): bigint {
  const n = BigInt(length);
  if (length > 8) {
    const [a, b] = [word({ view }, 0), word({ view }, length - 8)];
    return hash16(a, rotate(u64(b + n), length)) ^ b;
  }
  if (length >= 4) {
    const [a, b] = [BigInt(view.getUint32(0, true)), BigInt(view.getUint32(length - 4, true))];
    return hash16(u64(n + (a << 3n)), b);
  }
  if (length === 0) return K2;
  const [a, b, c] = [0, length >> 1, length - 1].map((at) => BigInt(view.getUint8(at))) as [
    bigint,
    bigint,
    bigint,
  ];
  return u64(shiftMix(u64((a + (b << 8n)) * K2) ^ u64((n + (c << 2n)) * K3)) * K2);
}

function upTo32(text: Text): bigint {
  const { length } = text;
  const a = u64(word(text, 0) * K1);
  const b = word(text, 8);
  const c = u64(word(text, length - 8) * K2);
  const d = u64(word(text, length - 16) * K0);
  return hash16(
    u64(rotate(u64(a - b), 43) + rotate(c, 30) + d),
    u64(a + rotate(b ^ K3, 20) - c + BigInt(length)),
  );
}

function upTo64(text: Text): bigint {
  const { length } = text;
  const start = word(text, 0) + (BigInt(length) + word(text, length - 16)) * K0;
  const v = halves(text, { at: 0, a: start, z: word(text, 24) });
  const w = halves(text, {
    at: length - 32,
    a: word(text, 16) + word(text, length - 32),
    z: word(text, length - 8),
  });
  const r = shiftMix(u64((v[0] + w[1]) * K2 + (w[0] + v[1]) * K0));
  return u64(shiftMix(u64(r * K0 + v[1])) * K2);
}

function halves(text: Text, { at, a, z }: { at: number; a: bigint; z: bigint }): Pair {
  const b = rotate(u64(a + z), 52);
  const c = rotate(u64(a), 37);
  const second = u64(a + word(text, at + 8));
  const third = u64(second + word(text, at + 16));
  return [u64(third + z), u64(b + rotate(third, 31) + c + rotate(second, 7))];
}

/** The end first, then 64 bytes at a time. */
function longer(text: Text): bigint {
  const { length } = text;
  let x = word(text, 0);
  let y = word(text, length - 16) ^ K1;
  let z = word(text, length - 56) ^ K0;
  let v = weakHash32(text, length - 64, [BigInt(length), y]);
  let w = weakHash32(text, length - 32, [u64(BigInt(length) * K1), K0]);
  z = u64(z + shiftMix(v[1]) * K1);
  x = u64(rotate(u64(z + x), 39) * K1);
  y = u64(rotate(y, 33) * K1);
  for (let at = 0; at < length - 1 - ((length - 1) % 64) || at === 0; at += 64) {
    x = u64(rotate(u64(x + y + v[0] + word(text, at + 16)), 37) * K1) ^ w[1];
    y = u64(rotate(u64(y + v[1] + word(text, at + 48)), 42) * K1) ^ v[0];
    z = rotate(z ^ w[0], 33);
    v = weakHash32(text, at, [u64(v[1] * K1), u64(x + w[0])]);
    w = weakHash32(text, at + 32, [u64(z + w[1]), y]);
    [z, x] = [x, z];
  }
  return hash16(u64(hash16(v[0], w[0]) + shiftMix(y) * K1 + z), u64(hash16(v[1], w[1]) + x));
}

/** Hashes 32 bytes into two seeds. */
function weakHash32(text: Text, at: number, [seedA, seedB]: Pair): Pair {
  const last = word(text, at + 24);
  const a = u64(seedA + word(text, at));
  const b = rotate(u64(seedB + a + last), 21);
  const sum = u64(a + word(text, at + 8) + word(text, at + 16));
  return [u64(sum + last), u64(b + rotate(sum, 44) + a)];
}

function hash16(low: bigint, high: bigint): bigint {
  const a = shiftMix(u64((low ^ high) * MIX));
  return u64(shiftMix(u64((high ^ a) * MIX)) * MIX);
}

function shiftMix(value: bigint): bigint {
  return value ^ (value >> 47n);
}

function rotate(value: bigint, by: number): bigint {
  return u64((value >> BigInt(by)) | (value << BigInt(64 - by)));
}

function word({ view }: { readonly view: DataView }, at: number): bigint {
  return view.getBigUint64(at, true);
}

function u64(value: bigint): bigint {
  return BigInt.asUintN(64, value);
}
