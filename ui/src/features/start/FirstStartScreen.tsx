import { Text, ThemeIcon, UnstyledButton } from "@mantine/core";
import { IconDeviceLaptop, IconServer } from "@tabler/icons-react";
import { type ReactNode, useEffect, useId, useState } from "react";
import { FormProblem } from "../../components/FormProblem";
import { wordRefusal } from "../../lib/refusals";
import { useText } from "../../lib/text";
import { useDeepLink } from "../session/deepLink";
import { useUseOnThisComputer } from "../session/mutations";
import { useStatus } from "../session/queries";
import { ConnectForm } from "./ConnectForm";
import { StartLayout } from "./StartLayout";

/** The first question: where the account is kept. */
export function FirstStartScreen() {
  const deepLink = useDeepLink();
  const policy = useStatus().data?.policy;
  const [connecting, setConnecting] = useState(false);
  // A link from an invitation's page names its server: only the address is left to confirm.
  useEffect(() => {
    if (deepLink?.serverUrl) setConnecting(true);
  }, [deepLink?.serverUrl]);
  const here = policy?.offersThisComputer ?? true;
  if ((connecting || !here) && !policy?.serverUnclear) {
    const back = () => setConnecting(false);
    const fixed = policy?.server ?? null;
    return <ConnectForm fixed={fixed} suggestion={deepLink?.serverUrl ?? ""} onBack={here ? back : undefined} />;
  }
  return <Choices here={here} servers={!policy?.serverUnclear} onConnect={() => setConnecting(true)} />;
}

interface ChoicesProps {
  /** Whether an account may be kept on this computer. */
  here: boolean;
  /** Whether a server can be chosen. */
  servers: boolean;
  onConnect: () => void;
}

function Choices({ here, servers, onConnect }: ChoicesProps) {
  const t = useText();
  const useHere = useUseOnThisComputer();
  const adding = useStatus().data?.addingAccount ?? false;
  return (
    <StartLayout title={adding ? t("add-account-title") : t("first-start-title")} lead={t("first-start-lead")} wide>
      <div className="start-choices">
        {here && (
          <Choice
            icon={<IconDeviceLaptop size={22} aria-hidden />}
            name={t("use-on-this-computer")}
            explanation={t("use-on-this-computer-explained")}
            disabled={useHere.isPending}
            onChoose={() => useHere.mutate()}
          />
        )}
        <Choice
          icon={<IconServer size={22} aria-hidden />}
          name={t("connect-to-a-server")}
          explanation={t("connect-to-a-server-explained")}
          disabled={useHere.isPending || !servers}
          onChoose={onConnect}
        />
      </div>
      <FormProblem message={useHere.error ? wordRefusal(useHere.error, t) : null} />
    </StartLayout>
  );
}

interface ChoiceProps {
  icon: ReactNode;
  name: string;
  explanation: string;
  disabled: boolean;
  onChoose: () => void;
}

function Choice({ icon, name, explanation, disabled, onChoose }: ChoiceProps) {
  const id = useId();
  return (
    <div className="start-choice" data-disabled={disabled || undefined}>
      <ThemeIcon variant="light" size={40} radius="md">
        {icon}
      </ThemeIcon>
      {/* The button covers the whole card, and is called by its name alone. */}
      <UnstyledButton className="start-choose" aria-describedby={id} disabled={disabled} onClick={onChoose}>
        {name}
      </UnstyledButton>
      <Text size="sm" c="dimmed" id={id}>
        {explanation}
      </Text>
    </div>
  );
}
