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
  const [connecting, setConnecting] = useState(false);
  // A link from an invitation's page names its server: only the address is left to confirm.
  useEffect(() => {
    if (deepLink?.serverUrl) setConnecting(true);
  }, [deepLink?.serverUrl]);
  if (connecting) return <ConnectForm suggestion={deepLink?.serverUrl ?? ""} onBack={() => setConnecting(false)} />;
  return <Choices onConnect={() => setConnecting(true)} />;
}

function Choices({ onConnect }: { onConnect: () => void }) {
  const t = useText();
  const useHere = useUseOnThisComputer();
  const adding = useStatus().data?.addingAccount ?? false;
  return (
    <StartLayout title={adding ? t("add-account-title") : t("first-start-title")} lead={t("first-start-lead")} wide>
      <div className="start-choices">
        <Choice
          icon={<IconDeviceLaptop size={22} aria-hidden />}
          name={t("use-on-this-computer")}
          explanation={t("use-on-this-computer-explained")}
          disabled={useHere.isPending}
          onChoose={() => useHere.mutate()}
        />
        <Choice
          icon={<IconServer size={22} aria-hidden />}
          name={t("connect-to-a-server")}
          explanation={t("connect-to-a-server-explained")}
          disabled={useHere.isPending}
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
