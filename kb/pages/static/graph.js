// Draws the ties around an actor; the list on the page says the same without this.
"use strict";
const box = document.getElementById("graph");
if (box) {
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const style = () => [
    { selector: "node", style: {
      label: "data(label)", color: colour("--ink"), "font-size": 12, "text-wrap": "wrap", "text-max-width": 110, "text-valign": "bottom", "text-margin-y": 4,
      "background-color": colour("--affiliation"), width: 16, height: 16, "text-outline-color": colour("--paper"), "text-outline-width": 2 } },
    { selector: "node[kind = 'Person']", style: { "background-color": colour("--communication") } },
    { selector: "node[kind = 'Topic']", style: { "background-color": colour("--position"), shape: "round-rectangle", "font-style": "italic" } },
    { selector: "node[centre = 1]", style: { width: 34, height: 34, "font-size": 14, "font-weight": "bold" } },
    { selector: "edge", style: {
      label: "data(label)", color: colour("--soft"), "font-size": 10, "min-zoomed-font-size": 9, "curve-style": "bezier", "target-arrow-shape": "triangle", "arrow-scale": .8,
      "line-color": colour("--soft"), "line-opacity": .45, "target-arrow-color": colour("--soft"), width: "mapData(times, 1, 12, 1.2, 6)", "text-rotation": "autorotate",
      "text-outline-color": colour("--paper"), "text-outline-width": 2 } },
    { selector: "edge[label = 'supports']", style: { "line-color": colour("--affiliation"), "target-arrow-color": colour("--affiliation") } },
    { selector: "edge[label = 'opposes']", style: { "line-color": colour("--deadline"), "target-arrow-color": colour("--deadline") } },
  ];
  // fills the box, which is wide on a desk and tall on a phone
  const ellipse = (nodes) => {
    const around = nodes.filter((node) => !node.data.centre);
    const positions = {};
    around.forEach((node, place) => {
      const angle = 2 * Math.PI * place / around.length;
      const reach = place % 2 && around.length > 14 ? .74 : 1;
      positions[node.data.id] = { x: reach * Math.cos(angle) * box.clientWidth * .44, y: reach * Math.sin(angle) * box.clientHeight * .42 };
    });
    return (node) => positions[node.id()] || { x: 0, y: 0 };
  };
  fetch(box.dataset.elements).then((answer) => answer.json()).then((elements) => {
    const drawing = cytoscape({
      container: box, elements, style: style(), minZoom: .2, maxZoom: 3,
      layout: { name: "preset", padding: 30, positions: ellipse(elements.nodes) },
    });
    drawing.on("tap", "node[kind != 'Topic']", (event) => { location.href = "/graph?iri=" + encodeURIComponent(event.target.id()); });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => drawing.style(style()));
    box.dataset.drawn = "true";
  });
}
