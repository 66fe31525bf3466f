import { Kind, type ValueNode } from 'graphql';
import { formatRupiah, parseRupiah, type Rupiah } from '../../../domain/money.ts';
import { badUserInput } from '../../input-errors/bad-user-input.ts';
import { builder } from '../builder.ts';

const expected =
  'An amount of rupiah is written "75000" or "75000.00": whole rupiah above zero, at most 16 digits, ' +
  'no signs, separators, exponents or fractions.';

/** The largest integer literal: beyond it, JSON numbers are no longer exact. */
const integerLiteralMax = 2n ** 53n;

builder.scalarType('Rupiah', {
  specifiedByURL: 'docs/scalars.md#rupiah',
  description:
    'An amount of rupiah. Output is a decimal string with two places, for example "75000.00". Input may be ' +
    '"75000", "75000.00" or the integer literal 75000, up to 2^53. Zero, signs, exponents, floats, separators, ' +
    'decimals other than .00 and more than 16 digits are not accepted.',
  serialize: formatRupiah,
  parseValue: (value) => parseText(textOf(value)) ?? refuse(),
  parseLiteral: (node) => parseText(literalText(node)) ?? refuse(node),
});

function refuse(node?: ValueNode): never {
  throw badUserInput(expected, { node });
}

function parseText(text: string | undefined): Rupiah | undefined {
  return text === undefined ? undefined : parseRupiah(text);
}

/**
 * Reads a value of the variables. JSON.parse turns 2^53 + 1 into 2^53, so a number is accepted only if no
 * other number rounds to it: the gateway never guesses an amount.
 */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : undefined;
}

/** Reads a literal of the query digit by digit; it never becomes a number. */
function literalText(node: ValueNode): string | undefined {
  if (node.kind === Kind.STRING) return node.value;
  if (node.kind !== Kind.INT || node.value.length > 16) return undefined;
  return BigInt(node.value) <= integerLiteralMax ? node.value : undefined;
}
