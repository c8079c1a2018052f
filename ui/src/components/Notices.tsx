import { Notifications } from "@mantine/notifications";
import { NOTICES_AT_MOST } from "./notify";

/** Where it is said what has just happened: a strip below the screen, which takes room only while there is something to say. */
export function Notices() {
  return (
    <div className="notices">
      <Notifications
        position="bottom-center"
        withinPortal={false}
        limit={NOTICES_AT_MOST}
        pauseResetOnHover="notification"
      />
    </div>
  );
}
