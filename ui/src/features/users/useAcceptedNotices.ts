import { useEffect } from "react";
import { useNavigate } from "react-router";
import { notifyDone } from "../../components/notify";
import { events } from "../../lib/commands";
import { focusRowOf } from "../../lib/focus";
import { useText } from "../../lib/text";

/** Says who has accepted their invitation, and leads there. */
export function useAcceptedNotices(): void {
  const t = useText();
  const navigate = useNavigate();
  useEffect(() => {
    const listening = events.onInvitationsAccepted(({ people }) => {
      const [first] = people;
      if (!first) return;
      const show = () => {
        if (people.length > 1) return void navigate("/settings/users/active");
        focusRowOf(first.id);
        void navigate(`/settings/users/active?search=${encodeURIComponent(first.loginEmail)}`);
      };
      notifyDone(
        {
          message:
            people.length === 1
              ? t("invitation-accepted-by", { name: first.fullName })
              : t("invitations-accepted", { count: people.length }),
          actions: [{ name: t("show"), run: show }],
        },
        t,
      );
    });
    return () => void listening.then((stop) => stop());
  }, [t, navigate]);
}
