import type { UseFormReturnType } from "@mantine/form";
import { fieldMessages } from "./fieldProblems";
import { Refusal } from "./refusal";
import { isProblem, wordRefusal } from "./refusals";
import type { Text } from "./text";
import type { CommandError } from "./types";

type Fields = Record<string, unknown>;

/** The only check made before asking: whether there is anything at all. What it may be is the service's to say. */
export function required(t: Text): (value: string) => string | null {
  return (value) => (value.trim() === "" ? t("field-required") : null);
}

/** The same for a password, in which spaces count. */
export function requiredPassword(t: Text): (value: string) => string | null {
  return (value) => (value === "" ? t("field-required") : null);
}

/** What a refused command says about a form. */
interface FormRefusal {
  /** By field of the form. */
  fields: Record<string, string>;
  /** What is left to say about the form as a whole. */
  rest: string | null;
}

/** Sorts what a refused command said into what belongs beside one of these fields, and the rest. */
export function sortRefusal(thrown: unknown, fields: readonly string[], t: Text): FormRefusal {
  const messages = new Map(Object.entries(fieldMessages(thrown, t)));
  if (isProblem(thrown, "login-email-taken")) messages.set("loginEmail", t("problem-login-email-taken"));
  if (isProblem(thrown, "wrong-password")) messages.set("currentPassword", t("problem-wrong-password"));
  const own = [...messages].filter(([field]) => fields.includes(field));
  const others = [...messages].filter(([field]) => !fields.includes(field)).map(([, message]) => message);
  const rest = own.length === 0 ? [wordRefusal(thrown, t), ...others] : others;
  return { fields: Object.fromEntries(own), rest: rest.length > 0 ? rest.join(" ") : null };
}

/** What the service said of a pending change that is opened to be put differently; nothing of one it has not seen. */
export function refusalOf(
  revising: { problem: CommandError | null } | null,
  fields: readonly string[],
  t: Text,
): FormRefusal {
  if (!revising?.problem) return { fields: {}, rest: null };
  return sortRefusal(new Refusal(revising.problem), fields, t);
}

/** Puts what a refused command said beside the fields it is about, and answers with the rest. */
export function showRefusal<F extends Fields>(form: UseFormReturnType<F>, thrown: unknown, t: Text): string | null {
  const { fields, rest } = sortRefusal(thrown, Object.keys(form.getValues()), t);
  form.setErrors(fields);
  focusFirstError(form, fields);
  return rest;
}

/** Moves to the first field, in the order of the form, that has something wrong with it. */
export function focusFirstError<F extends Fields>(form: UseFormReturnType<F>, errors: Record<string, unknown>): void {
  const first = Object.keys(form.getValues()).find((field) => errors[field]);
  // After the render that brings the field into view.
  if (first) requestAnimationFrame(() => form.getInputNode(first)?.focus());
}
