import type { CommandError } from "./types";

/** A command that was refused or failed: the Rust side's `CommandError`, able to be thrown and caught. */
export class Refusal extends Error {
  override readonly name = "Refusal";

  constructor(readonly error: CommandError) {
    super(error.detail);
  }
}

/** Reads whatever an invoked command threw; what is no `CommandError` (a panic, a broken bridge) becomes `internal`. */
export function asRefusal(thrown: unknown): Refusal {
  if (thrown instanceof Refusal) return thrown;
  if (isCommandError(thrown)) return new Refusal(thrown);
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  return new Refusal({ kind: "desktop", code: null, desktopCode: "internal", detail, errors: [], current: null });
}

function isCommandError(thrown: unknown): thrown is CommandError {
  return typeof thrown === "object" && thrown !== null && "kind" in thrown && "detail" in thrown && "errors" in thrown;
}
