/** What a test says of an ONNX model; the rest is written for it. */
export interface OnnxGraph {
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  readonly nodes: readonly OnnxNode[];
  readonly constants?: Readonly<Record<string, OnnxConstant>>;
}

export interface OnnxValue {
  readonly name: string;
  /** A text is a dimension that is open. Undefined: the file says nothing of the shape, or it is no tensor. */
  readonly shape?: readonly (number | string)[];
  readonly type?: keyof typeof TYPES | 'maps';
}

interface OnnxNode {
  readonly op: string;
  readonly domain?: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes?: Readonly<Record<string, Attribute>>;
}

interface OnnxConstant {
  readonly dims: readonly number[];
  readonly floats?: readonly number[];
  readonly integers?: readonly number[];
  /** Where the values are, if not in the file. */
  readonly external?: string;
}

type Attribute =
  | { readonly int: number }
  | { readonly ints: readonly number[] }
  | { readonly floats: readonly number[] }
  | { readonly texts: readonly string[] }
  | { readonly graph: OnnxGraph };

const TYPES = { float32: 1, int64: 7, text: 8, bool: 9, float64: 11 } as const;

/**
 * The bytes of an ONNX file, opset 15 with ai.onnx.ml 3, field by field as onnx.proto numbers them.
 *
 * @see https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
 */
export function onnxFile(graph: OnnxGraph, { opset = 15 } = {}): Uint8Array {
  const domains = new Set(graph.nodes.flatMap(({ domain }) => domain ?? []));
  return Buffer.concat([
    integer(1, 8),
    bytes(2, 'test'),
    bytes(7, graphBytes(graph)),
    bytes(8, integer(2, opset)),
    ...[...domains].map((domain) =>
      bytes(8, [bytes(1, domain), integer(2, domain === 'ai.onnx.ml' ? 3 : 1)]),
    ),
  ]);
}

function graphBytes({ nodes, inputs, outputs, constants = {} }: OnnxGraph): Uint8Array[] {
  return [
    ...nodes.map((node) => bytes(1, nodeBytes(node))),
    bytes(2, 'graph'),
    ...Object.entries(constants).map(([name, constant]) => bytes(5, tensorBytes(name, constant))),
    ...inputs.map((value) => bytes(11, valueBytes(value))),
    ...outputs.map((value) => bytes(12, valueBytes(value))),
  ];
}

function nodeBytes({ op, domain, inputs, outputs, attributes = {} }: OnnxNode): Uint8Array[] {
  return [
    ...inputs.map((name) => bytes(1, name)),
    ...outputs.map((name) => bytes(2, name)),
    bytes(4, op),
    ...Object.entries(attributes).map(([name, attribute]) =>
      bytes(5, [bytes(1, name), ...filled(attribute)]),
    ),
    ...(domain === undefined ? [] : [bytes(7, domain)]),
  ];
}

/** Its value and the number of its kind. */
function filled(attribute: Attribute): Uint8Array[] {
  if ('int' in attribute) return [integer(3, attribute.int), integer(20, 2)];
  if ('ints' in attribute) return [...attribute.ints.map((value) => integer(8, value)), integer(20, 7)];
  if ('floats' in attribute) return [bytes(7, floats(attribute.floats)), integer(20, 6)];
  if ('texts' in attribute) return [...attribute.texts.map((text) => bytes(9, text)), integer(20, 8)];
  return [bytes(6, graphBytes(attribute.graph)), integer(20, 5)];
}

function tensorBytes(name: string, { dims, floats: values, integers, external }: OnnxConstant): Uint8Array[] {
  return [
    ...dims.map((dim) => integer(1, dim)),
    integer(2, integers ? TYPES.int64 : TYPES.float32),
    ...(values ? [bytes(4, floats(values))] : []),
    ...(integers ?? []).map((value) => integer(7, value)),
    bytes(8, name),
    ...(external ? [bytes(13, [bytes(1, 'location'), bytes(2, external)]), integer(14, 1)] : []),
  ];
}

function valueBytes({ name, shape, type = 'float32' }: OnnxValue): Uint8Array[] {
  if (type === 'maps') {
    const map = [integer(1, TYPES.int64), bytes(2, bytes(1, integer(1, TYPES.float32)))];
    return [bytes(1, name), bytes(2, bytes(4, bytes(1, bytes(5, map))))];
  }
  const dims = shape?.map((dim) => bytes(1, typeof dim === 'number' ? integer(1, dim) : bytes(2, dim)));
  return [bytes(1, name), bytes(2, bytes(1, [integer(1, TYPES[type]), ...(dims ? [bytes(2, dims)] : [])]))];
}

function integer(field: number, value: number): Uint8Array {
  return Buffer.concat([varint(field * 8), varint(value)]);
}

function bytes(field: number, content: string | Uint8Array | readonly Uint8Array[]): Uint8Array {
  const whole = Array.isArray(content) ? Buffer.concat(content) : Buffer.from(content as string);
  return Buffer.concat([varint(field * 8 + 2), varint(whole.length), whole]);
}

function floats(values: readonly number[]): Uint8Array {
  return new Uint8Array(Float32Array.from(values).buffer);
}

function varint(value: number): Uint8Array {
  const out: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  for (; rest > 127n; rest >>= 7n) out.push(Number(rest & 127n) | 128);
  return Uint8Array.from([...out, Number(rest)]);
}
