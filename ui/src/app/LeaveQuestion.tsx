import { useEffect } from "react";
import { useBlocker } from "react-router";
import { DiscardQuestion } from "../components/DiscardQuestion";
import { commands, events } from "../lib/commands";
import { useText } from "../lib/text";
import { hasUnsaved, leave, useHasUnsaved, useLeaving } from "../lib/unsaved";

/** Asks before what was typed is lost with the account in view, the screen or the window. */
export function LeaveQuestion() {
  const t = useText();
  const { go, stay } = useLeaving();
  useCloseQuestion();
  if (!go) return null;
  const discard = () => {
    stay();
    go();
  };
  return (
    <DiscardQuestion onDiscard={discard} onKeep={stay}>
      {t("discard-changes-explained")}
    </DiscardQuestion>
  );
}

/** The same on the way to another place of the session. */
export function LeavePlaceQuestion() {
  const t = useText();
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => hasUnsaved() && currentLocation.pathname !== nextLocation.pathname,
  );
  if (blocker.state !== "blocked") return null;
  return (
    <DiscardQuestion onDiscard={() => blocker.proceed()} onKeep={() => blocker.reset()}>
      {t("discard-changes-explained")}
    </DiscardQuestion>
  );
}

/** The Rust side closes the window at once unless it knows that something would be lost. */
function useCloseQuestion(): void {
  const unsaved = useHasUnsaved();
  useEffect(() => {
    void commands.setUnsaved(unsaved).catch(() => {});
  }, [unsaved]);
  useEffect(() => {
    const listening = events.onCloseAsked(() => {
      void commands.hearClose().catch(() => {});
      leave(() => void commands.closeWindow().catch(() => {}));
    });
    return () => void listening.then((stop) => stop());
  }, []);
}
