// Attio embed
document.querySelectorAll("object").forEach((object) => list.append(object, { filter: "blur(2px)" }));
