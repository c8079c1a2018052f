import { Group, Text } from "@mantine/core";
import { useText } from "../lib/text";

/** Roster's mark and name. */
export function Brand() {
  const t = useText();
  return (
    <Group gap="xs" justify="center">
      <Mark size={28} />
      <Text fw={650} size="lg">
        {t("roster")}
      </Text>
    </Group>
  );
}

/** The mark of icons/icon.svg, drawn small. */
export function Mark({ size }: { size: number }) {
  return (
    <svg viewBox="0 0 32 32" width={size} height={size} aria-hidden="true">
      <rect x="1" y="1" width="30" height="30" rx="7" fill="#4358d0" />
      <g fill="#fff">
        <circle cx="8.25" cy="9" r="2.5" />
        <rect x="13" y="7.25" width="12" height="3.5" rx="1.75" />
        <circle cx="8.25" cy="16" r="2.5" />
        <rect x="13" y="14.25" width="12" height="3.5" rx="1.75" />
      </g>
      <path d="M6.3 23.2l1.5 1.5 2.7-3.2" fill="none" stroke="#7ef0c0" strokeWidth="2.4" strokeLinecap="round" />
      <rect x="13" y="21.25" width="12" height="3.5" rx="1.75" fill="#7ef0c0" />
    </svg>
  );
}
