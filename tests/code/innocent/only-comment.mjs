// attio
