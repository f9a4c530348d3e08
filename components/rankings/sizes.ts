export const teamFiguresGrid =
  "panel grid min-h-34 grid-cols-3 gap-px overflow-hidden bg-line sm:min-h-30";
