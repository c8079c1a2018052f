import { Alert, Button, Code, Stack, Text } from "@mantine/core";
import { FormProblem } from "../../components/FormProblem";
import { wordRefusal } from "../../lib/refusals";
import { useText } from "../../lib/text";
import { useForgotPassword } from "../session/mutations";

/** Asks for the mail with a link for a new password. Whether there is such a login is not told. */
export function ForgottenPassword({ loginEmail }: { loginEmail: () => string | null }) {
  const t = useText();
  const forgot = useForgotPassword();
  const ask = () => {
    const typed = loginEmail();
    if (typed) forgot.mutate(typed);
  };
  return (
    <Stack gap="xs" align="flex-start">
      <Button variant="subtle" size="compact-sm" ml="-0.5rem" loading={forgot.isPending} onClick={ask}>
        {t("forgot-password")}
      </Button>
      <div role="status">
        {forgot.isSuccess && (
          <Alert color="blue" title={t("forgot-password-sent-title")}>
            <Text size="sm">{t("forgot-password-sent", { loginEmail: forgot.variables })}</Text>
            {forgot.data.mailFolder && (
              <>
                <Text size="sm" mt="xs">
                  {t("forgot-password-folder")}
                </Text>
                <Code block>{forgot.data.mailFolder}</Code>
              </>
            )}
          </Alert>
        )}
      </div>
      <FormProblem message={forgot.error ? wordRefusal(forgot.error, t) : null} />
    </Stack>
  );
}
