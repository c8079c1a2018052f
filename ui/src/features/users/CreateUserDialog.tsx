import { Button, Loader, Stack, Stepper } from "@mantine/core";
import { useForm } from "@mantine/form";
import { type MouseEvent, useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { Dialog } from "../../components/Dialog";
import { DialogFoot } from "../../components/DialogFoot";
import { DiscardQuestion } from "../../components/DiscardQuestion";
import { ReadProblem } from "../../components/ReadProblem";
import { usePrefilledEmail } from "../../components/usePrefilledEmail";
import { focusFirstError, refusalOf, required, sortRefusal } from "../../lib/forms";
import { isProblem } from "../../lib/refusals";
import { useText, type Text as Words } from "../../lib/text";
import type { CreateUser, NewUserInformation, NewUserPreview, Outcome, PendingChange, UserRow } from "../../lib/types";
import { useLeaving, useUnsaved } from "../../lib/unsaved";
import { useRevisePendingChange } from "../pending/mutations";
import { useShowPerson } from "../people/useGoToPerson";
import { OfflineNote } from "../session/OfflineNote";
import { useOffline } from "../session/queries";
import { LoginOwner } from "./LoginOwner";
import { listName } from "./lists";
import { useCheckNewUser, useCreateUser } from "./mutations";
import { useNewUserPreview } from "./queries";
import { UserInformationFields } from "./UserInformationFields";
import { UserRightsFields } from "./UserRightsFields";
import { useLoginOwner } from "./useLoginOwner";
import "./CreateUserDialog.css";

interface Props {
  opened: boolean;
  onClose: () => void;
  onCreated: (outcome: Outcome) => void;
  /** The invitation that is put differently, when it is not a new one. */
  revising?: PendingChange;
  /** Goes on with restoring somebody who has the login email that was typed. */
  onRestore?: (row: UserRow) => void;
}

/** The wizard that invites a user: who they are, then what they may reach. */
export function CreateUserDialog({ opened, onClose, onCreated, revising, onRestore }: Props) {
  const t = useText();
  const showPerson = useShowPerson();
  const preview = useNewUserPreview();
  const [typed, setTyped] = useState(false);
  const [leaving, setLeaving] = useState(false);
  const asked = useLeaving().go !== null;
  useUnsaved(opened && typed);
  // Who is to be shown once what was typed may go.
  const [shown, setShown] = useState<UserRow | null>(null);
  const [goingTo, setGoingTo] = useState<UserRow | null>(null);
  // Only once the dialog is closed: while it holds something typed, going elsewhere would be asked about again.
  useEffect(() => {
    if (goingTo && !opened) showPerson(goingTo);
  }, [goingTo, opened, showPerson]);
  const leave = (then: UserRow | null) => {
    setLeaving(false);
    setGoingTo(then);
    onClose();
  };
  // The dialog is kept, closed; the question must not be.
  const discard = () => leave(shown);
  const ask = (then: UserRow | null) => {
    setShown(then);
    if (typed) setLeaving(true);
    else leave(then);
  };
  const close = () => ask(null);
  return (
    <>
      <Dialog
        opened={opened}
        onClose={close}
        title={t("create-user")}
        size={520}
        className="wizard"
        closeOnEscape={!leaving && !asked}
      >
        {preview.data ? (
          <Wizard
            preview={preview.data}
            revising={revising ?? null}
            onTyped={setTyped}
            onCreated={onCreated}
            onShow={ask}
            onRestore={onRestore}
          />
        ) : preview.error ? (
          <ReadProblem problem={preview.error} onRetry={() => void preview.refetch()} />
        ) : (
          <Loader aria-label={t("loading")} role="status" mx="auto" display="block" />
        )}
      </Dialog>
      {leaving && (
        <DiscardQuestion onDiscard={discard} onKeep={() => setLeaving(false)}>
          {revising ? t("discard-changes-explained") : t("discard-explained")}
        </DiscardQuestion>
      )}
    </>
  );
}

type Values = Required<CreateUser>;

/** Step 1's fields, in their order; the rest are step 2's. */
const INFORMATION = ["firstName", "lastName", "loginEmail", "communicationEmail", "language"] as const;

const FIELDS = [...INFORMATION, "role", "permissions"] as const;

interface WizardProps {
  preview: NewUserPreview;
  revising: PendingChange | null;
  onTyped: (typed: boolean) => void;
  onCreated: (outcome: Outcome) => void;
  onShow: (row: UserRow) => void;
  onRestore: ((row: UserRow) => void) | undefined;
}

function Wizard({ preview, revising, onTyped, onCreated, onShow, onRestore }: WizardProps) {
  const t = useText();
  const check = useCheckNewUser();
  const create = useCreateUser();
  const revise = useRevisePendingChange();
  const offline = useOffline();
  const [step, setStep] = useState(0);
  // What the service said of an invitation it refused is there from the start.
  const [refused] = useState(() => refusalOf(revising, FIELDS, t));
  const [problem, setProblem] = useState(refused.rest);
  const [initial] = useState(() => firstValues(preview, revising));
  const form = useForm<Values>({
    name: "create-user",
    initialValues: initial,
    initialErrors: refused.fields,
    onValuesChange: (values) =>
      onTyped(INFORMATION.some((field) => field !== "language" && values[field] !== initial[field])),
  });
  const emails = usePrefilledEmail(form);
  const { owner, look } = useLoginOwner();
  const isStillOwner = owner !== null && form.values.loginEmail.trim() === owner.typed;

  const [height, setHeight] = useState(0);
  const steps = useRef<HTMLDivElement>(null);
  const element = useRef<HTMLFormElement>(null);
  // What the form offers may have come after the dialog had taken the focus in.
  useEffect(() => element.current?.querySelector<HTMLElement>("[data-autofocus]")?.focus(), []);
  const goTo = (place: number) => {
    // The second step has less in it: the dialog stays as high, and its buttons where they were.
    setHeight((before) => Math.max(before, steps.current?.offsetHeight ?? 0));
    setStep(place);
    const first = place === 0 ? '[data-path$="firstName"]' : 'input[type="radio"]:checked';
    // The field that had the focus is gone with its step.
    requestAnimationFrame(() => element.current?.querySelector<HTMLElement>(first)?.focus());
  };
  const showErrors = (errors: Record<string, string>) => {
    // At once: the field has to be there before the focus is to go to it.
    flushSync(() => {
      form.setErrors(errors);
      if (INFORMATION.some((field) => errors[field])) setStep(0);
    });
    focusFirstError(form, errors);
  };
  /** Who of one's own people has the login email is said beside it; a stranger is not. */
  const ownerErrors = async (loginEmail: string): Promise<Record<string, string>> => {
    const row = await look(loginEmail);
    return row ? { loginEmail: ownerWords(row, t) } : {};
  };
  const showRefusal = async (refused: unknown) => {
    const { fields, rest } = sortRefusal(refused, FIELDS, t);
    const owned = isProblem(refused, "login-email-taken") ? await ownerErrors(form.getValues().loginEmail) : {};
    setProblem(rest);
    showErrors({ ...fields, ...owned });
  };
  const next = () => {
    const values = form.getValues();
    const errors = missing(values, required(t));
    if (Object.keys(errors).length > 0) return showErrors(errors);
    setProblem(null);
    const { firstName, lastName, loginEmail, communicationEmail } = values;
    const onSuccess = async (read: NewUserInformation) => {
      form.setValues(read);
      const owned = await ownerErrors(read.loginEmail);
      if (owned.loginEmail) showErrors(owned);
      else goTo(1);
    };
    check.mutate(
      { firstName, lastName, loginEmail, communicationEmail },
      { onSuccess: (read) => void onSuccess(read), onError: (refused) => void showRefusal(refused) },
    );
  };
  const invite = () => {
    setProblem(null);
    const user = form.getValues();
    const then = { onSuccess: onCreated, onError: (refused: unknown) => void showRefusal(refused) };
    if (revising) revise.mutate({ id: revising.id, edit: { action: "create", user } }, then);
    else create.mutate(user, then);
  };

  return (
    <form
      ref={element}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (step === 0) next();
        else invite();
      }}
    >
      <Stepper
        ref={steps}
        mih={height}
        active={step}
        size="sm"
        iconSize={28}
        allowNextStepsSelect={false}
        onStepClick={goTo}
      >
        <Stepper.Step label={t("step-information")} {...currentStep(step === 0)}>
          <Stack gap="md" mt="xs">
            <UserInformationFields
              form={form}
              emails={emails}
              languages={preview.languages}
              checkedLater={offline}
              loginOwner={
                isStillOwner && (
                  <LoginOwner
                    owner={owner.row}
                    onShow={() => onShow(owner.row)}
                    onRestore={onRestore && (() => onRestore(owner.row))}
                  />
                )
              }
            />
          </Stack>
        </Stepper.Step>
        <Stepper.Step label={t("step-role")} {...currentStep(step === 1)}>
          <UserRightsFields
            role={form.values.role}
            onRole={(role) => form.setFieldValue("role", role)}
            roleError={fieldError(form.errors.role)}
            {...(preview.canAssignBillingManager && {
              permissions: {
                held: form.values.permissions,
                onChange: (held) => form.setFieldValue("permissions", held),
                error: fieldError(form.errors.permissions),
              },
            })}
          />
        </Stepper.Step>
      </Stepper>
      <Stack mt="lg">
        <OfflineNote />
      </Stack>
      <DialogFoot problem={problem} mt="md" justify={step === 0 ? "flex-end" : "space-between"}>
        {step === 1 && (
          <Button variant="default" onClick={() => goTo(0)}>
            {t("back")}
          </Button>
        )}
        {step === 0 ? (
          <Button key="next" type="submit">
            {t("next")}
          </Button>
        ) : (
          <Button key="invite" type="submit" loading={create.isPending || revise.isPending} onClick={refuseSecondClick}>
            {t("invite-new-user")}
          </Button>
        )}
      </DialogFoot>
    </form>
  );
}

/** "Zoé Lefèvre has it (Pending Invitations)". */
function ownerWords({ fullName: name, user }: UserRow, t: Words): string {
  return t("login-email-of-own", { name, list: listName(user.status, t) });
}

function firstValues({ defaultLanguage }: NewUserPreview, revising: PendingChange | null): Values {
  const empty: Values = {
    firstName: "",
    lastName: "",
    loginEmail: "",
    communicationEmail: "",
    language: defaultLanguage,
    role: "user",
    permissions: [],
  };
  return revising?.edit.action === "create" ? { ...empty, ...revising.edit.user } : empty;
}

/** The button to invite appears where the one to go on was: a double click there must not press both. */
function refuseSecondClick(event: MouseEvent) {
  if (event.detail > 1) event.preventDefault();
}

function missing(values: Values, needed: (value: string) => string | null): Record<string, string> {
  const found: Record<string, string> = {};
  for (const field of INFORMATION) {
    const message = needed(values[field]);
    if (message) found[field] = message;
  }
  return found;
}

function currentStep(current: boolean) {
  return current ? ({ "aria-current": "step" } as const) : {};
}

function fieldError(error: unknown): string | null {
  return typeof error === "string" ? error : null;
}
