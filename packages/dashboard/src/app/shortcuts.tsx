import { Kbd, Modal, Switch, Title } from "@mantine/core";
import { text } from "../text.ts";
import { setSingleKeys, useSingleKeys } from "./keys.ts";

const of = text.shortcuts;
const GROUPS = [
  [
    of.groups.everywhere,
    [
      ["Ctrl K", of.palette],
      ["?", of.help],
      ["g o", of.goOverview],
      ["g i", of.goIncidents],
      ["g d", of.goDetectors],
      ["g t", of.theme],
    ],
  ],
  [
    of.groups.list,
    [
      ["j", of.down],
      ["k", of.up],
      ["Enter", of.open],
      ["x", of.select],
      ["a", of.assign],
      ["f", of.falseAlarm],
      ["z", of.undo],
      ["/", of.find],
    ],
  ],
  [
    of.groups.incident,
    [
      ["j", of.nextIncident],
      ["k", of.previousIncident],
      ["a", of.assign],
      ["f", of.falseAlarm],
      ["c", of.comment],
      ["u", of.back],
    ],
  ],
] as const;

export default function Shortcuts({ onClose }: { onClose: () => void }) {
  const isOn = useSingleKeys();
  return (
    <Modal opened onClose={onClose} title={of.title} size="lg" closeButtonProps={{ "aria-label": text.shell.close }}>
      <Switch mb="md" label={text.shortcuts.singleKeys} checked={isOn} onChange={(event) => setSingleKeys(event.currentTarget.checked)} />
      <div className="shortcuts">
        {GROUPS.map(([group, keys]) => (
          <section key={group} aria-label={group}>
            <Title order={3}>{group}</Title>
            <dl>
              {keys.map(([key, says]) => (
                <div key={key}>
                  <dt>
                    {key.split(" ").map((one) => (
                      <Kbd key={one}>{one}</Kbd>
                    ))}
                  </dt>
                  <dd>{says}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
