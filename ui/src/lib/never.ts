/** Ends an exhaustive switch: a value added in Rust fails the type check here, and answers with `fallback` at run time. */
export function unexpected<T>(_value: never, fallback: T): T {
  return fallback;
}
