!function(e,t){"use strict";var attio=t.attio;function n(e){return attio.records.query({object:"people",filter:{name:{$eq:e}}})}e.exports=n}(module,this);
