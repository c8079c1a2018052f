import { useEffect } from "react";
import { useNavigate } from "react-router";
import { notifyDone } from "../../components/notify";
import { events } from "../../lib/commands";
import { useText } from "../../lib/text";

/** Says who has accepted their invitation, and leads there. */
export function useAcceptedNotices(): void {
  const t = useText();
  const navigate = useNavigate();
  useEffect(() => {
    const listening = events.onInvitationsAccepted(({ people }) => {
      const [first] = people;
      if (!first) return;
      const search = people.length === 1 ? `?search=${encodeURIComponent(first.loginEmail)}` : "";
      notifyDone(
        {
          message:
            people.length === 1
              ? t("invitation-accepted-by", { name: first.fullName })
              : t("invitations-accepted", { count: people.length }),
          actions: [{ name: t("show"), run: () => void navigate(`/settings/users/active${search}`) }],
        },
        t,
      );
    });
    return () => void listening.then((stop) => stop());
  }, [t, navigate]);
}
