import { InvalidArgumentError } from 'commander';
import { isoDay } from '../../shared/domain/liveDate.ts';

export function parseNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || Number.isNaN(value)) throw new InvalidArgumentError('It must be a number.');
  return value;
}

/** Also NaN, XGBoost's own word for missing: it is missing in any case. */
export function parseMissing(text: string): number {
  return /^nan$/i.test(text.trim()) ? Number.NaN : parseNumber(text);
}

export function parseWhole(text: string): number {
  const value = parseNumber(text);
  if (!Number.isInteger(value) || value < 0) throw new InvalidArgumentError('It must be a whole number.');
  return value;
}

/** How many of something, of which none makes no sense. */
export function parseCount(text: string): number {
  const value = parseWhole(text);
  if (value === 0) throw new InvalidArgumentError('It must be at least 1.');
  return value;
}

/** A UTC day, as it is written everywhere here. */
export function parseDay(text: string): string {
  if (isoDay(text) === text) return text;
  throw new InvalidArgumentError('It must be a day such as 2026-05-20.');
}

export function collect(text: string, before: string[] = []): string[] {
  return [...before, text];
}
