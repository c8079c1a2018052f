import { ConfirmDialog } from "../../components/ConfirmDialog";
import { notifyDone } from "../../components/notify";
import { wordRefusal } from "../../lib/refusals";
import { type Text, useText } from "../../lib/text";
import type { OwnSession } from "../../lib/types";
import { useEndOtherSessions, useEndSession } from "./mutations";
import { sessionName } from "./sessionName";

/** What is about to be ended: one session elsewhere, or all of them. */
export type Ending = OwnSession | "others";

interface Props {
  ending: Ending;
  onClose: () => void;
}

/** Asks before somebody, likely oneself, has to sign in again elsewhere. */
export function EndSessionDialog({ ending, onClose }: Props) {
  const t = useText();
  const one = useEndSession();
  const others = useEndOtherSessions();
  const problem = one.error ?? others.error;
  const words = wordsOf(ending, t);
  const onSuccess = () => {
    onClose();
    notifyDone({ message: words.done }, t);
  };
  const end = () => {
    if (ending === "others") others.mutate(undefined, { onSuccess });
    else one.mutate(ending.id, { onSuccess });
  };
  return (
    <ConfirmDialog
      opened
      title={words.title}
      confirm={words.confirm}
      dangerous
      busy={one.isPending || others.isPending}
      problem={problem ? wordRefusal(problem, t) : null}
      onConfirm={end}
      onClose={onClose}
    >
      {words.explained}
    </ConfirmDialog>
  );
}

function wordsOf(ending: Ending, t: Text) {
  if (ending === "others") {
    return {
      title: t("sessions-end-others-title"),
      explained: t("sessions-end-others-explained"),
      confirm: t("sessions-end-others"),
      done: t("sessions-others-ended"),
    };
  }
  const name = sessionName(ending, t);
  return {
    title: t("session-end-title", { name }),
    explained: t("session-end-explained"),
    confirm: t("session-end-confirm"),
    done: t("session-ended-there", { name }),
  };
}
