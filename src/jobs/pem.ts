import { readFile, stat } from 'node:fs/promises';
import { Failure } from '../failure.ts';
import { quoted } from '../visible.ts';
import type { Paths } from './folders.ts';

const LARGEST = 1024 * 1024;

/** A file's text: a JSON document, a key, a certificate. Throws `usage` Failures that name the input. */
export async function readText(paths: Paths, path: string, input: string): Promise<string> {
  const file = await paths.toRead(path, `The input ${input}`);
  const unreadable = (why: string, cause?: unknown): Failure =>
    new Failure('usage', `${input}-unreadable`, `The input ${input}: ${quoted(path, 200)} ${why}.`, { cure: 'Name a file that can be read.', cause });
  try {
    const facts = await stat(file);
    if (facts.isDirectory()) throw unreadable('is a folder');
    if (facts.size > LARGEST) throw unreadable('is larger than 1 MiB');
    return await readFile(file, 'utf8');
  } catch (error) {
    throw error instanceof Failure ? error : unreadable('cannot be read', error);
  }
}

/** PEM that was given as text, or as a path (contract, "Inputs"); undefined for none. Throws `usage` Failures that name the input. */
export async function readPem(paths: Paths, given: string | undefined, input: string): Promise<string | undefined> {
  if (given === undefined) return undefined;
  if (given.includes('-----BEGIN ')) return given.endsWith('\n') ? given : `${given}\n`;
  const neither = (): Failure =>
    new Failure('usage', `${input}-unreadable`, `The input ${input} is neither PEM nor the path of a file.`, { cure: 'Give the whole text with its -----BEGIN line, or the path of a file that holds it.' });
  if (/[\n\r]/.test(given)) throw neither();
  try {
    return await readText(paths, given, input);
  } catch (error) {
    // What names nothing may be a key that lost its shape, and so it is never quoted.
    throw input === 'key' && error instanceof Failure && error.code === 'path-missing' ? neither() : error;
  }
}

/** A JSON file that an input names. Throws `usage` Failures that name the input. */
export async function readJson(paths: Paths, path: string, input: string): Promise<unknown> {
  const text = await readText(paths, path, input);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Failure('usage', `${input}-unreadable`, `The input ${input}: ${quoted(path, 200)} is not JSON.`, { cure: 'Name the JSON file of that sigstore.', cause: error });
  }
}
