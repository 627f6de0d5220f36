export {
  array,
  literal,
  nullable,
  number,
  object,
  optional,
  pipe,
  safeParse,
  string,
  transform,
  union,
} from 'zod/mini';
