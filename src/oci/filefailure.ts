import { Failure } from '../failure.ts';

/** The code of an error, such as the system's `ENOENT`; empty when it has none. */
export function systemCode(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** Why something can't be read, as a Failure. What is a Failure already stays as it is. */
export function unreadable(error: unknown, where: string): Failure {
  if (error instanceof Failure) return error;
  const code = systemCode(error);
  if (code === 'EACCES' || code === 'EPERM') return new Failure('unavailable', 'unreadable', `${where}: reading it is not permitted`, { cause: error, cure: 'Give this user the right to read the folder and its files.' });
  if (code === 'ENOTDIR' || code === 'ENAMETOOLONG') return new Failure('problem', 'source', `${where}: there is no such folder`, { cause: error, cure: 'Correct the path.' });
  return new Failure('unavailable', 'unreadable', `${where}: it can't be read (${code})`, { cause: error, cure: 'Check the disk, and run it again.' });
}

const WRITE_CURES: Readonly<Record<string, readonly [string, string]>> = {
  ENOSPC: ['the disk is full', 'Free space on it, or write elsewhere.'],
  EDQUOT: ["this user's share of the disk is used up", 'Free space, or write elsewhere.'],
  EFBIG: ['the file would be larger than the system takes', 'Write to another file system.'],
  EROFS: ['the file system is read-only', 'Write to another folder.'],
  EACCES: ['writing is not permitted', 'Give this user the right to write to the folder.'],
  EPERM: ['writing is not permitted', 'Give this user the right to write to the folder.'],
  ENOTDIR: ['a part of the path is no folder', 'Correct the path.'],
  EEXIST: ['a part of the path is no folder', 'Correct the path.'],
};

/** Why something can't be written, as an `unavailable` Failure `unwritable`. What is a Failure already stays as it is. */
export function unwritable(error: unknown, where: string): unknown {
  if (error instanceof Failure) return error;
  const code = systemCode(error);
  if (!/^E[A-Z0-9]+$/.test(code)) return error;
  const [reason, cure] = WRITE_CURES[code] ?? [`it can't be written (${code})`, 'Check the disk, and run it again.'];
  return new Failure('unavailable', 'unwritable', `${where}: ${reason}`, { cause: error, cure });
}
