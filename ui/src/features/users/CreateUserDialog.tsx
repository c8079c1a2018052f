import { Button, Group, Loader, Stack, Stepper } from "@mantine/core";
import { useForm } from "@mantine/form";
import { type MouseEvent, useRef, useState } from "react";
import { Dialog } from "../../components/Dialog";
import { DiscardQuestion } from "../../components/DiscardQuestion";
import { FormProblem } from "../../components/FormProblem";
import { ReadProblem } from "../../components/ReadProblem";
import { usePrefilledEmail } from "../../components/usePrefilledEmail";
import { focusFirstError, required, sortRefusal } from "../../lib/forms";
import { useText } from "../../lib/text";
import type { CreateUser, NewUserPreview, UserRow } from "../../lib/types";
import { useCreateUser } from "./mutations";
import { useNewUserPreview } from "./queries";
import { UserInformationFields } from "./UserInformationFields";
import { UserRightsFields } from "./UserRightsFields";

interface Props {
  opened: boolean;
  onClose: () => void;
  onCreated: (row: UserRow) => void;
}

/** The wizard that invites a user: who they are, then what they may reach. */
export function CreateUserDialog({ opened, onClose, onCreated }: Props) {
  const t = useText();
  const preview = useNewUserPreview();
  const [typed, setTyped] = useState(false);
  const [leaving, setLeaving] = useState(false);
  const close = () => (typed ? setLeaving(true) : onClose());
  return (
    <>
      <Dialog opened={opened} onClose={close} title={t("create-user")} size={520} closeOnEscape={!leaving}>
        {preview.data ? (
          <Wizard preview={preview.data} onTyped={setTyped} onCreated={onCreated} />
        ) : preview.error ? (
          <ReadProblem problem={preview.error} onRetry={() => void preview.refetch()} />
        ) : (
          <Loader aria-label={t("loading")} role="status" mx="auto" display="block" />
        )}
      </Dialog>
      {leaving && (
        <DiscardQuestion onDiscard={onClose} onKeep={() => setLeaving(false)}>
          {t("discard-explained")}
        </DiscardQuestion>
      )}
    </>
  );
}

type Values = Required<CreateUser>;

/** Step 1's fields, in their order; the rest are step 2's. */
const INFORMATION = ["firstName", "lastName", "loginEmail", "communicationEmail", "language"] as const;

interface WizardProps {
  preview: NewUserPreview;
  onTyped: (typed: boolean) => void;
  onCreated: (row: UserRow) => void;
}

function Wizard({ preview, onTyped, onCreated }: WizardProps) {
  const t = useText();
  const create = useCreateUser();
  const [step, setStep] = useState(0);
  const [problem, setProblem] = useState<string | null>(null);
  const form = useForm<Values>({
    name: "create-user",
    initialValues: {
      firstName: "",
      lastName: "",
      loginEmail: "",
      communicationEmail: "",
      language: preview.defaultLanguage,
      role: "user",
      permissions: [],
    },
    onValuesChange: (values) => onTyped(INFORMATION.some((field) => field !== "language" && values[field] !== "")),
  });
  const emails = usePrefilledEmail(form);

  const element = useRef<HTMLFormElement>(null);
  const goTo = (place: number) => {
    setStep(place);
    const first = place === 0 ? '[data-path$="firstName"]' : 'input[type="radio"]:checked';
    // The field that had the focus is gone with its step.
    requestAnimationFrame(() => element.current?.querySelector<HTMLElement>(first)?.focus());
  };
  const showErrors = (errors: Record<string, string>) => {
    form.setErrors(errors);
    if (INFORMATION.some((field) => errors[field])) setStep(0);
    focusFirstError(form, errors);
  };
  const next = () => {
    const errors = missing(form.getValues(), required(t));
    if (Object.keys(errors).length > 0) showErrors(errors);
    else goTo(1);
  };
  const invite = () => {
    setProblem(null);
    create.mutate(form.getValues(), {
      onSuccess: onCreated,
      onError: (refused) => {
        const { fields, rest } = sortRefusal(refused, Object.keys(form.getValues()), t);
        setProblem(rest);
        showErrors(fields);
      },
    });
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
      <Stepper active={step} size="sm" iconSize={28} allowNextStepsSelect={false} onStepClick={goTo}>
        <Stepper.Step label={t("step-information")} {...currentStep(step === 0)}>
          <Stack gap="md" mt="xs">
            <UserInformationFields form={form} emails={emails} languages={preview.languages} />
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
      <Stack gap="md" mt="lg">
        <FormProblem message={problem} />
        <Group justify={step === 0 ? "flex-end" : "space-between"}>
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
            <Button key="invite" type="submit" loading={create.isPending} onClick={refuseSecondClick}>
              {t("invite-new-user")}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
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
