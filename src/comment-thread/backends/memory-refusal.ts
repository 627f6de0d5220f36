import { FurnitureError } from '../../base/request.ts';

/** What the memory backend answers to what it does not do. @param path - The field that is wrong. */
export function refused(status: number, title: string, path?: string): FurnitureError {
  const problem = { status, title, ...(path && { errors: [{ path, message: title }] }) };
  return new FurnitureError('refused', `memory: ${status} ${title}`, { status, problem });
}
