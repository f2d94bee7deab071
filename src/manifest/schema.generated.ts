// @ts-nocheck
// Made from schema/manifest.schema.json by scripts/schema.ts; do not edit.
export const list = validate23;
const schema19 = {"type":"object","required":["version","targets"],"additionalProperties":false,"properties":{"version":{"type":"integer","const":1},"product":{"type":["string","number","boolean","null"]},"update_type":{"type":["string","number","boolean","null"]},"storage":{"type":["array","null"],"items":{"$ref":"#/definitions/volume"}},"targets":{"type":["array","null"],"items":{"$ref":"#/definitions/listTarget"}}}};
const schema20 = {"type":["object","null"],"additionalProperties":false,"properties":{"label":{"type":["string","number","boolean","null"]},"persistent":{"type":["boolean","null"]},"nsgroup":{"type":["string","number","boolean","null"]},"size":{"type":["integer","null"],"minimum":0,"maximum":18446744073709552000}}};
const schema21 = {"type":"object","required":["source"],"additionalProperties":false,"properties":{"service_name":{"type":["string","number","boolean","null"]},"source":{"type":["string","number","boolean"]},"version":{"type":["string","number","boolean","null"]},"digest":{"type":["string","null"]},"size":{"type":["integer","null"],"minimum":0,"maximum":9223372036854776000},"service_type":{"type":["string","number","boolean","null"]},"nsgroup":{"type":["string","number","boolean","null"]},"network":{"$ref":"#/definitions/listNetwork"},"storage":{"type":["array","null"],"items":{"$ref":"#/definitions/listMount"}}}};
const schema24 = {"type":["object","null"],"additionalProperties":false,"properties":{"dest":{"type":["string","number","boolean","null"]},"label":{"type":["string","number","boolean","null"]}}};
const func2 = Object.prototype.hasOwnProperty;
const schema22 = {"type":["object","null"],"additionalProperties":false,"properties":{"type":{"type":["string","number","boolean","null"]},"ipv4":{"type":["string","number","boolean","null"]},"ipv6":{"type":["string","number","boolean","null"]},"ports":{"type":["array","null"],"items":{"$ref":"#/definitions/listPort"}}}};
const schema23 = {"type":["object","null"],"additionalProperties":false,"properties":{"host":{"type":["integer","null"],"minimum":0,"maximum":18446744073709552000},"container":{"type":["integer","null"],"minimum":0,"maximum":18446744073709552000}}};

function validate19(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if((!(data && typeof data == "object" && !Array.isArray(data))) && (data !== null)){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema22.type}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((((key0 === "type") || (key0 === "ipv4")) || (key0 === "ipv6")) || (key0 === "ports"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.type !== undefined){
let data0 = data.type;
if((((typeof data0 !== "string") && (!((typeof data0 == "number") && (isFinite(data0))))) && (typeof data0 !== "boolean")) && (data0 !== null)){
const err2 = {instancePath:instancePath+"/type",schemaPath:"#/properties/type/type",keyword:"type",params:{type: schema22.properties.type.type}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.ipv4 !== undefined){
let data1 = data.ipv4;
if((((typeof data1 !== "string") && (!((typeof data1 == "number") && (isFinite(data1))))) && (typeof data1 !== "boolean")) && (data1 !== null)){
const err3 = {instancePath:instancePath+"/ipv4",schemaPath:"#/properties/ipv4/type",keyword:"type",params:{type: schema22.properties.ipv4.type}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.ipv6 !== undefined){
let data2 = data.ipv6;
if((((typeof data2 !== "string") && (!((typeof data2 == "number") && (isFinite(data2))))) && (typeof data2 !== "boolean")) && (data2 !== null)){
const err4 = {instancePath:instancePath+"/ipv6",schemaPath:"#/properties/ipv6/type",keyword:"type",params:{type: schema22.properties.ipv6.type}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.ports !== undefined){
let data3 = data.ports;
if((!(Array.isArray(data3))) && (data3 !== null)){
const err5 = {instancePath:instancePath+"/ports",schemaPath:"#/properties/ports/type",keyword:"type",params:{type: schema22.properties.ports.type}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(Array.isArray(data3)){
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
let data4 = data3[i0];
if((!(data4 && typeof data4 == "object" && !Array.isArray(data4))) && (data4 !== null)){
const err6 = {instancePath:instancePath+"/ports/" + i0,schemaPath:"#/definitions/listPort/type",keyword:"type",params:{type: schema23.type}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
for(const key1 in data4){
if(!((key1 === "host") || (key1 === "container"))){
const err7 = {instancePath:instancePath+"/ports/" + i0,schemaPath:"#/definitions/listPort/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data4.host !== undefined){
let data5 = data4.host;
if((!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))) && (data5 !== null)){
const err8 = {instancePath:instancePath+"/ports/" + i0+"/host",schemaPath:"#/definitions/listPort/properties/host/type",keyword:"type",params:{type: schema23.properties.host.type}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 > 18446744073709552000 || isNaN(data5)){
const err9 = {instancePath:instancePath+"/ports/" + i0+"/host",schemaPath:"#/definitions/listPort/properties/host/maximum",keyword:"maximum",params:{comparison: "<=", limit: 18446744073709552000}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(data5 < 0 || isNaN(data5)){
const err10 = {instancePath:instancePath+"/ports/" + i0+"/host",schemaPath:"#/definitions/listPort/properties/host/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
if(data4.container !== undefined){
let data6 = data4.container;
if((!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))) && (data6 !== null)){
const err11 = {instancePath:instancePath+"/ports/" + i0+"/container",schemaPath:"#/definitions/listPort/properties/container/type",keyword:"type",params:{type: schema23.properties.container.type}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 > 18446744073709552000 || isNaN(data6)){
const err12 = {instancePath:instancePath+"/ports/" + i0+"/container",schemaPath:"#/definitions/listPort/properties/container/maximum",keyword:"maximum",params:{comparison: "<=", limit: 18446744073709552000}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if(data6 < 0 || isNaN(data6)){
const err13 = {instancePath:instancePath+"/ports/" + i0+"/container",schemaPath:"#/definitions/listPort/properties/container/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
}
}
}
}
}
validate19.errors = vErrors;
return errors === 0;
}


function validate18(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.source === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "source"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!(func2.call(schema21.properties, key0))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.service_name !== undefined){
let data0 = data.service_name;
if((((typeof data0 !== "string") && (!((typeof data0 == "number") && (isFinite(data0))))) && (typeof data0 !== "boolean")) && (data0 !== null)){
const err2 = {instancePath:instancePath+"/service_name",schemaPath:"#/properties/service_name/type",keyword:"type",params:{type: schema21.properties.service_name.type}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.source !== undefined){
let data1 = data.source;
if(((typeof data1 !== "string") && (!((typeof data1 == "number") && (isFinite(data1))))) && (typeof data1 !== "boolean")){
const err3 = {instancePath:instancePath+"/source",schemaPath:"#/properties/source/type",keyword:"type",params:{type: schema21.properties.source.type}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.version !== undefined){
let data2 = data.version;
if((((typeof data2 !== "string") && (!((typeof data2 == "number") && (isFinite(data2))))) && (typeof data2 !== "boolean")) && (data2 !== null)){
const err4 = {instancePath:instancePath+"/version",schemaPath:"#/properties/version/type",keyword:"type",params:{type: schema21.properties.version.type}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.digest !== undefined){
let data3 = data.digest;
if((typeof data3 !== "string") && (data3 !== null)){
const err5 = {instancePath:instancePath+"/digest",schemaPath:"#/properties/digest/type",keyword:"type",params:{type: schema21.properties.digest.type}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.size !== undefined){
let data4 = data.size;
if((!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))) && (data4 !== null)){
const err6 = {instancePath:instancePath+"/size",schemaPath:"#/properties/size/type",keyword:"type",params:{type: schema21.properties.size.type}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 > 9223372036854776000 || isNaN(data4)){
const err7 = {instancePath:instancePath+"/size",schemaPath:"#/properties/size/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9223372036854776000}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(data4 < 0 || isNaN(data4)){
const err8 = {instancePath:instancePath+"/size",schemaPath:"#/properties/size/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
if(data.service_type !== undefined){
let data5 = data.service_type;
if((((typeof data5 !== "string") && (!((typeof data5 == "number") && (isFinite(data5))))) && (typeof data5 !== "boolean")) && (data5 !== null)){
const err9 = {instancePath:instancePath+"/service_type",schemaPath:"#/properties/service_type/type",keyword:"type",params:{type: schema21.properties.service_type.type}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.nsgroup !== undefined){
let data6 = data.nsgroup;
if((((typeof data6 !== "string") && (!((typeof data6 == "number") && (isFinite(data6))))) && (typeof data6 !== "boolean")) && (data6 !== null)){
const err10 = {instancePath:instancePath+"/nsgroup",schemaPath:"#/properties/nsgroup/type",keyword:"type",params:{type: schema21.properties.nsgroup.type}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data.network !== undefined){
if(!(validate19(data.network, {instancePath:instancePath+"/network",parentData:data,parentDataProperty:"network",rootData}))){
vErrors = vErrors === null ? validate19.errors : vErrors.concat(validate19.errors);
errors = vErrors.length;
}
}
if(data.storage !== undefined){
let data8 = data.storage;
if((!(Array.isArray(data8))) && (data8 !== null)){
const err11 = {instancePath:instancePath+"/storage",schemaPath:"#/properties/storage/type",keyword:"type",params:{type: schema21.properties.storage.type}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(Array.isArray(data8)){
const len0 = data8.length;
for(let i0=0; i0<len0; i0++){
let data9 = data8[i0];
if((!(data9 && typeof data9 == "object" && !Array.isArray(data9))) && (data9 !== null)){
const err12 = {instancePath:instancePath+"/storage/" + i0,schemaPath:"#/definitions/listMount/type",keyword:"type",params:{type: schema24.type}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
for(const key1 in data9){
if(!((key1 === "dest") || (key1 === "label"))){
const err13 = {instancePath:instancePath+"/storage/" + i0,schemaPath:"#/definitions/listMount/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data9.dest !== undefined){
let data10 = data9.dest;
if((((typeof data10 !== "string") && (!((typeof data10 == "number") && (isFinite(data10))))) && (typeof data10 !== "boolean")) && (data10 !== null)){
const err14 = {instancePath:instancePath+"/storage/" + i0+"/dest",schemaPath:"#/definitions/listMount/properties/dest/type",keyword:"type",params:{type: schema24.properties.dest.type}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data9.label !== undefined){
let data11 = data9.label;
if((((typeof data11 !== "string") && (!((typeof data11 == "number") && (isFinite(data11))))) && (typeof data11 !== "boolean")) && (data11 !== null)){
const err15 = {instancePath:instancePath+"/storage/" + i0+"/label",schemaPath:"#/definitions/listMount/properties/label/type",keyword:"type",params:{type: schema24.properties.label.type}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
}
}
}
}
}
else {
const err16 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
validate18.errors = vErrors;
return errors === 0;
}


function validate23(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.version === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "version"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.targets === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "targets"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!(((((key0 === "version") || (key0 === "product")) || (key0 === "update_type")) || (key0 === "storage")) || (key0 === "targets"))){
const err2 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.version !== undefined){
let data0 = data.version;
if(!(((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0))) && (isFinite(data0)))){
const err3 = {instancePath:instancePath+"/version",schemaPath:"#/properties/version/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(1 !== data0){
const err4 = {instancePath:instancePath+"/version",schemaPath:"#/properties/version/const",keyword:"const",params:{allowedValue: 1}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.product !== undefined){
let data1 = data.product;
if((((typeof data1 !== "string") && (!((typeof data1 == "number") && (isFinite(data1))))) && (typeof data1 !== "boolean")) && (data1 !== null)){
const err5 = {instancePath:instancePath+"/product",schemaPath:"#/properties/product/type",keyword:"type",params:{type: schema19.properties.product.type}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.update_type !== undefined){
let data2 = data.update_type;
if((((typeof data2 !== "string") && (!((typeof data2 == "number") && (isFinite(data2))))) && (typeof data2 !== "boolean")) && (data2 !== null)){
const err6 = {instancePath:instancePath+"/update_type",schemaPath:"#/properties/update_type/type",keyword:"type",params:{type: schema19.properties.update_type.type}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.storage !== undefined){
let data3 = data.storage;
if((!(Array.isArray(data3))) && (data3 !== null)){
const err7 = {instancePath:instancePath+"/storage",schemaPath:"#/properties/storage/type",keyword:"type",params:{type: schema19.properties.storage.type}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(Array.isArray(data3)){
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
let data4 = data3[i0];
if((!(data4 && typeof data4 == "object" && !Array.isArray(data4))) && (data4 !== null)){
const err8 = {instancePath:instancePath+"/storage/" + i0,schemaPath:"#/definitions/volume/type",keyword:"type",params:{type: schema20.type}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
for(const key1 in data4){
if(!((((key1 === "label") || (key1 === "persistent")) || (key1 === "nsgroup")) || (key1 === "size"))){
const err9 = {instancePath:instancePath+"/storage/" + i0,schemaPath:"#/definitions/volume/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data4.label !== undefined){
let data5 = data4.label;
if((((typeof data5 !== "string") && (!((typeof data5 == "number") && (isFinite(data5))))) && (typeof data5 !== "boolean")) && (data5 !== null)){
const err10 = {instancePath:instancePath+"/storage/" + i0+"/label",schemaPath:"#/definitions/volume/properties/label/type",keyword:"type",params:{type: schema20.properties.label.type}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data4.persistent !== undefined){
let data6 = data4.persistent;
if((typeof data6 !== "boolean") && (data6 !== null)){
const err11 = {instancePath:instancePath+"/storage/" + i0+"/persistent",schemaPath:"#/definitions/volume/properties/persistent/type",keyword:"type",params:{type: schema20.properties.persistent.type}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data4.nsgroup !== undefined){
let data7 = data4.nsgroup;
if((((typeof data7 !== "string") && (!((typeof data7 == "number") && (isFinite(data7))))) && (typeof data7 !== "boolean")) && (data7 !== null)){
const err12 = {instancePath:instancePath+"/storage/" + i0+"/nsgroup",schemaPath:"#/definitions/volume/properties/nsgroup/type",keyword:"type",params:{type: schema20.properties.nsgroup.type}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data4.size !== undefined){
let data8 = data4.size;
if((!(((typeof data8 == "number") && (!(data8 % 1) && !isNaN(data8))) && (isFinite(data8)))) && (data8 !== null)){
const err13 = {instancePath:instancePath+"/storage/" + i0+"/size",schemaPath:"#/definitions/volume/properties/size/type",keyword:"type",params:{type: schema20.properties.size.type}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if((typeof data8 == "number") && (isFinite(data8))){
if(data8 > 18446744073709552000 || isNaN(data8)){
const err14 = {instancePath:instancePath+"/storage/" + i0+"/size",schemaPath:"#/definitions/volume/properties/size/maximum",keyword:"maximum",params:{comparison: "<=", limit: 18446744073709552000}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if(data8 < 0 || isNaN(data8)){
const err15 = {instancePath:instancePath+"/storage/" + i0+"/size",schemaPath:"#/definitions/volume/properties/size/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
}
}
}
}
}
if(data.targets !== undefined){
let data9 = data.targets;
if((!(Array.isArray(data9))) && (data9 !== null)){
const err16 = {instancePath:instancePath+"/targets",schemaPath:"#/properties/targets/type",keyword:"type",params:{type: schema19.properties.targets.type}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
if(Array.isArray(data9)){
const len1 = data9.length;
for(let i1=0; i1<len1; i1++){
if(!(validate18(data9[i1], {instancePath:instancePath+"/targets/" + i1,parentData:data9,parentDataProperty:i1,rootData}))){
vErrors = vErrors === null ? validate18.errors : vErrors.concat(validate18.errors);
errors = vErrors.length;
}
}
}
}
}
else {
const err17 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
validate23.errors = vErrors;
return errors === 0;
}

export const dict = validate25;
const schema12 = {"type":"object","required":["version","targets"],"additionalProperties":false,"properties":{"version":{"type":"integer"},"mediatype":{"type":"string","const":"application/vnd.mos.import.manifest.v1"},"image_type":{"type":["string","number"]},"product":{"type":["string","number"]},"storage_type":{"type":["string","number"]},"storage":{"type":"array","items":{"$ref":"#/definitions/dictVolume"}},"targets":{"type":"object","additionalProperties":{"$ref":"#/definitions/dictTarget"}}}};
const schema13 = {"type":"object","additionalProperties":false,"properties":{"label":{"type":["string","number"]},"persistent":{"type":"boolean"},"nsgroup":{"type":["string","number"]},"size":{"type":"integer","minimum":0,"maximum":18446744073709552000}}};
const schema14 = {"type":"object","required":["url"],"additionalProperties":false,"properties":{"url":{"type":["string","number"]},"version":{"type":["string","number"]},"digest":{"type":["string","null"]},"size":{"type":["integer","null"],"minimum":0,"maximum":9223372036854776000},"service_type":{"type":["string","number"]},"nsgroup":{"type":["string","number"]},"network":{"$ref":"#/definitions/dictNetwork"},"mounts":{"type":"array","items":{"$ref":"#/definitions/oldMount"}},"storage":{"type":"array","items":{"$ref":"#/definitions/dictMount"}}}};
const schema17 = {"type":"object","additionalProperties":false,"properties":{"source":{"type":["string","number"]},"dest":{"type":["string","number"]},"options":{"type":"array","items":{"type":["string","number"]}}}};
const schema18 = {"type":"object","additionalProperties":false,"properties":{"dest":{"type":["string","number"]},"label":{"type":["string","number"]}}};
const schema15 = {"type":"object","additionalProperties":false,"properties":{"type":{"type":["string","number"]},"ipv4":{"type":["string","number"]},"ipv6":{"type":["string","number"]},"ports":{"type":"array","items":{"$ref":"#/definitions/dictPort"}}}};
const schema16 = {"type":"object","additionalProperties":false,"properties":{"host":{"type":"integer","minimum":0,"maximum":18446744073709552000},"container":{"type":"integer","minimum":0,"maximum":18446744073709552000}}};

function validate13(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((((key0 === "type") || (key0 === "ipv4")) || (key0 === "ipv6")) || (key0 === "ports"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.type !== undefined){
let data0 = data.type;
if((typeof data0 !== "string") && (!((typeof data0 == "number") && (isFinite(data0))))){
const err1 = {instancePath:instancePath+"/type",schemaPath:"#/properties/type/type",keyword:"type",params:{type: schema15.properties.type.type}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.ipv4 !== undefined){
let data1 = data.ipv4;
if((typeof data1 !== "string") && (!((typeof data1 == "number") && (isFinite(data1))))){
const err2 = {instancePath:instancePath+"/ipv4",schemaPath:"#/properties/ipv4/type",keyword:"type",params:{type: schema15.properties.ipv4.type}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.ipv6 !== undefined){
let data2 = data.ipv6;
if((typeof data2 !== "string") && (!((typeof data2 == "number") && (isFinite(data2))))){
const err3 = {instancePath:instancePath+"/ipv6",schemaPath:"#/properties/ipv6/type",keyword:"type",params:{type: schema15.properties.ipv6.type}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.ports !== undefined){
let data3 = data.ports;
if(Array.isArray(data3)){
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
let data4 = data3[i0];
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
for(const key1 in data4){
if(!((key1 === "host") || (key1 === "container"))){
const err4 = {instancePath:instancePath+"/ports/" + i0,schemaPath:"#/definitions/dictPort/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data4.host !== undefined){
let data5 = data4.host;
if(!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))){
const err5 = {instancePath:instancePath+"/ports/" + i0+"/host",schemaPath:"#/definitions/dictPort/properties/host/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 > 18446744073709552000 || isNaN(data5)){
const err6 = {instancePath:instancePath+"/ports/" + i0+"/host",schemaPath:"#/definitions/dictPort/properties/host/maximum",keyword:"maximum",params:{comparison: "<=", limit: 18446744073709552000}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data5 < 0 || isNaN(data5)){
const err7 = {instancePath:instancePath+"/ports/" + i0+"/host",schemaPath:"#/definitions/dictPort/properties/host/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
}
if(data4.container !== undefined){
let data6 = data4.container;
if(!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))){
const err8 = {instancePath:instancePath+"/ports/" + i0+"/container",schemaPath:"#/definitions/dictPort/properties/container/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 > 18446744073709552000 || isNaN(data6)){
const err9 = {instancePath:instancePath+"/ports/" + i0+"/container",schemaPath:"#/definitions/dictPort/properties/container/maximum",keyword:"maximum",params:{comparison: "<=", limit: 18446744073709552000}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(data6 < 0 || isNaN(data6)){
const err10 = {instancePath:instancePath+"/ports/" + i0+"/container",schemaPath:"#/definitions/dictPort/properties/container/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
}
else {
const err11 = {instancePath:instancePath+"/ports/" + i0,schemaPath:"#/definitions/dictPort/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
else {
const err12 = {instancePath:instancePath+"/ports",schemaPath:"#/properties/ports/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
}
else {
const err13 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
validate13.errors = vErrors;
return errors === 0;
}


function validate12(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.url === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "url"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!(func2.call(schema14.properties, key0))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.url !== undefined){
let data0 = data.url;
if((typeof data0 !== "string") && (!((typeof data0 == "number") && (isFinite(data0))))){
const err2 = {instancePath:instancePath+"/url",schemaPath:"#/properties/url/type",keyword:"type",params:{type: schema14.properties.url.type}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.version !== undefined){
let data1 = data.version;
if((typeof data1 !== "string") && (!((typeof data1 == "number") && (isFinite(data1))))){
const err3 = {instancePath:instancePath+"/version",schemaPath:"#/properties/version/type",keyword:"type",params:{type: schema14.properties.version.type}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.digest !== undefined){
let data2 = data.digest;
if((typeof data2 !== "string") && (data2 !== null)){
const err4 = {instancePath:instancePath+"/digest",schemaPath:"#/properties/digest/type",keyword:"type",params:{type: schema14.properties.digest.type}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.size !== undefined){
let data3 = data.size;
if((!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))) && (data3 !== null)){
const err5 = {instancePath:instancePath+"/size",schemaPath:"#/properties/size/type",keyword:"type",params:{type: schema14.properties.size.type}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 > 9223372036854776000 || isNaN(data3)){
const err6 = {instancePath:instancePath+"/size",schemaPath:"#/properties/size/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9223372036854776000}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data3 < 0 || isNaN(data3)){
const err7 = {instancePath:instancePath+"/size",schemaPath:"#/properties/size/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
}
if(data.service_type !== undefined){
let data4 = data.service_type;
if((typeof data4 !== "string") && (!((typeof data4 == "number") && (isFinite(data4))))){
const err8 = {instancePath:instancePath+"/service_type",schemaPath:"#/properties/service_type/type",keyword:"type",params:{type: schema14.properties.service_type.type}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.nsgroup !== undefined){
let data5 = data.nsgroup;
if((typeof data5 !== "string") && (!((typeof data5 == "number") && (isFinite(data5))))){
const err9 = {instancePath:instancePath+"/nsgroup",schemaPath:"#/properties/nsgroup/type",keyword:"type",params:{type: schema14.properties.nsgroup.type}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.network !== undefined){
if(!(validate13(data.network, {instancePath:instancePath+"/network",parentData:data,parentDataProperty:"network",rootData}))){
vErrors = vErrors === null ? validate13.errors : vErrors.concat(validate13.errors);
errors = vErrors.length;
}
}
if(data.mounts !== undefined){
let data7 = data.mounts;
if(Array.isArray(data7)){
const len0 = data7.length;
for(let i0=0; i0<len0; i0++){
let data8 = data7[i0];
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
for(const key1 in data8){
if(!(((key1 === "source") || (key1 === "dest")) || (key1 === "options"))){
const err10 = {instancePath:instancePath+"/mounts/" + i0,schemaPath:"#/definitions/oldMount/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data8.source !== undefined){
let data9 = data8.source;
if((typeof data9 !== "string") && (!((typeof data9 == "number") && (isFinite(data9))))){
const err11 = {instancePath:instancePath+"/mounts/" + i0+"/source",schemaPath:"#/definitions/oldMount/properties/source/type",keyword:"type",params:{type: schema17.properties.source.type}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data8.dest !== undefined){
let data10 = data8.dest;
if((typeof data10 !== "string") && (!((typeof data10 == "number") && (isFinite(data10))))){
const err12 = {instancePath:instancePath+"/mounts/" + i0+"/dest",schemaPath:"#/definitions/oldMount/properties/dest/type",keyword:"type",params:{type: schema17.properties.dest.type}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data8.options !== undefined){
let data11 = data8.options;
if(Array.isArray(data11)){
const len1 = data11.length;
for(let i1=0; i1<len1; i1++){
let data12 = data11[i1];
if((typeof data12 !== "string") && (!((typeof data12 == "number") && (isFinite(data12))))){
const err13 = {instancePath:instancePath+"/mounts/" + i0+"/options/" + i1,schemaPath:"#/definitions/oldMount/properties/options/items/type",keyword:"type",params:{type: schema17.properties.options.items.type}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
else {
const err14 = {instancePath:instancePath+"/mounts/" + i0+"/options",schemaPath:"#/definitions/oldMount/properties/options/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
}
else {
const err15 = {instancePath:instancePath+"/mounts/" + i0,schemaPath:"#/definitions/oldMount/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
}
else {
const err16 = {instancePath:instancePath+"/mounts",schemaPath:"#/properties/mounts/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data.storage !== undefined){
let data13 = data.storage;
if(Array.isArray(data13)){
const len2 = data13.length;
for(let i2=0; i2<len2; i2++){
let data14 = data13[i2];
if(data14 && typeof data14 == "object" && !Array.isArray(data14)){
for(const key2 in data14){
if(!((key2 === "dest") || (key2 === "label"))){
const err17 = {instancePath:instancePath+"/storage/" + i2,schemaPath:"#/definitions/dictMount/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data14.dest !== undefined){
let data15 = data14.dest;
if((typeof data15 !== "string") && (!((typeof data15 == "number") && (isFinite(data15))))){
const err18 = {instancePath:instancePath+"/storage/" + i2+"/dest",schemaPath:"#/definitions/dictMount/properties/dest/type",keyword:"type",params:{type: schema18.properties.dest.type}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data14.label !== undefined){
let data16 = data14.label;
if((typeof data16 !== "string") && (!((typeof data16 == "number") && (isFinite(data16))))){
const err19 = {instancePath:instancePath+"/storage/" + i2+"/label",schemaPath:"#/definitions/dictMount/properties/label/type",keyword:"type",params:{type: schema18.properties.label.type}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
}
else {
const err20 = {instancePath:instancePath+"/storage/" + i2,schemaPath:"#/definitions/dictMount/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
}
else {
const err21 = {instancePath:instancePath+"/storage",schemaPath:"#/properties/storage/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
}
else {
const err22 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
validate12.errors = vErrors;
return errors === 0;
}


function validate25(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.version === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "version"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.targets === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "targets"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!(((((((key0 === "version") || (key0 === "mediatype")) || (key0 === "image_type")) || (key0 === "product")) || (key0 === "storage_type")) || (key0 === "storage")) || (key0 === "targets"))){
const err2 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.version !== undefined){
let data0 = data.version;
if(!(((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0))) && (isFinite(data0)))){
const err3 = {instancePath:instancePath+"/version",schemaPath:"#/properties/version/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.mediatype !== undefined){
let data1 = data.mediatype;
if(typeof data1 !== "string"){
const err4 = {instancePath:instancePath+"/mediatype",schemaPath:"#/properties/mediatype/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if("application/vnd.mos.import.manifest.v1" !== data1){
const err5 = {instancePath:instancePath+"/mediatype",schemaPath:"#/properties/mediatype/const",keyword:"const",params:{allowedValue: "application/vnd.mos.import.manifest.v1"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.image_type !== undefined){
let data2 = data.image_type;
if((typeof data2 !== "string") && (!((typeof data2 == "number") && (isFinite(data2))))){
const err6 = {instancePath:instancePath+"/image_type",schemaPath:"#/properties/image_type/type",keyword:"type",params:{type: schema12.properties.image_type.type}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.product !== undefined){
let data3 = data.product;
if((typeof data3 !== "string") && (!((typeof data3 == "number") && (isFinite(data3))))){
const err7 = {instancePath:instancePath+"/product",schemaPath:"#/properties/product/type",keyword:"type",params:{type: schema12.properties.product.type}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.storage_type !== undefined){
let data4 = data.storage_type;
if((typeof data4 !== "string") && (!((typeof data4 == "number") && (isFinite(data4))))){
const err8 = {instancePath:instancePath+"/storage_type",schemaPath:"#/properties/storage_type/type",keyword:"type",params:{type: schema12.properties.storage_type.type}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.storage !== undefined){
let data5 = data.storage;
if(Array.isArray(data5)){
const len0 = data5.length;
for(let i0=0; i0<len0; i0++){
let data6 = data5[i0];
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
for(const key1 in data6){
if(!((((key1 === "label") || (key1 === "persistent")) || (key1 === "nsgroup")) || (key1 === "size"))){
const err9 = {instancePath:instancePath+"/storage/" + i0,schemaPath:"#/definitions/dictVolume/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data6.label !== undefined){
let data7 = data6.label;
if((typeof data7 !== "string") && (!((typeof data7 == "number") && (isFinite(data7))))){
const err10 = {instancePath:instancePath+"/storage/" + i0+"/label",schemaPath:"#/definitions/dictVolume/properties/label/type",keyword:"type",params:{type: schema13.properties.label.type}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data6.persistent !== undefined){
if(typeof data6.persistent !== "boolean"){
const err11 = {instancePath:instancePath+"/storage/" + i0+"/persistent",schemaPath:"#/definitions/dictVolume/properties/persistent/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data6.nsgroup !== undefined){
let data9 = data6.nsgroup;
if((typeof data9 !== "string") && (!((typeof data9 == "number") && (isFinite(data9))))){
const err12 = {instancePath:instancePath+"/storage/" + i0+"/nsgroup",schemaPath:"#/definitions/dictVolume/properties/nsgroup/type",keyword:"type",params:{type: schema13.properties.nsgroup.type}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data6.size !== undefined){
let data10 = data6.size;
if(!(((typeof data10 == "number") && (!(data10 % 1) && !isNaN(data10))) && (isFinite(data10)))){
const err13 = {instancePath:instancePath+"/storage/" + i0+"/size",schemaPath:"#/definitions/dictVolume/properties/size/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if((typeof data10 == "number") && (isFinite(data10))){
if(data10 > 18446744073709552000 || isNaN(data10)){
const err14 = {instancePath:instancePath+"/storage/" + i0+"/size",schemaPath:"#/definitions/dictVolume/properties/size/maximum",keyword:"maximum",params:{comparison: "<=", limit: 18446744073709552000}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if(data10 < 0 || isNaN(data10)){
const err15 = {instancePath:instancePath+"/storage/" + i0+"/size",schemaPath:"#/definitions/dictVolume/properties/size/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
}
}
else {
const err16 = {instancePath:instancePath+"/storage/" + i0,schemaPath:"#/definitions/dictVolume/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
else {
const err17 = {instancePath:instancePath+"/storage",schemaPath:"#/properties/storage/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data.targets !== undefined){
let data11 = data.targets;
if(data11 && typeof data11 == "object" && !Array.isArray(data11)){
for(const key2 in data11){
if(!(validate12(data11[key2], {instancePath:instancePath+"/targets/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data11,parentDataProperty:key2,rootData}))){
vErrors = vErrors === null ? validate12.errors : vErrors.concat(validate12.errors);
errors = vErrors.length;
}
}
}
else {
const err18 = {instancePath:instancePath+"/targets",schemaPath:"#/properties/targets/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
}
else {
const err19 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
validate25.errors = vErrors;
return errors === 0;
}

export const keys = {
  "list": {
    "": [
      "version",
      "product",
      "update_type",
      "storage",
      "targets"
    ],
    "storage": [
      "label",
      "persistent",
      "nsgroup",
      "size"
    ],
    "targets": [
      "service_name",
      "source",
      "version",
      "digest",
      "size",
      "service_type",
      "nsgroup",
      "network",
      "storage"
    ],
    "targets.network": [
      "type",
      "ipv4",
      "ipv6",
      "ports"
    ],
    "targets.network.ports": [
      "host",
      "container"
    ],
    "targets.storage": [
      "dest",
      "label"
    ]
  },
  "dict": {
    "": [
      "version",
      "mediatype",
      "image_type",
      "product",
      "storage_type",
      "storage",
      "targets"
    ],
    "storage": [
      "label",
      "persistent",
      "nsgroup",
      "size"
    ],
    "targets": [
      "url",
      "version",
      "digest",
      "size",
      "service_type",
      "nsgroup",
      "network",
      "mounts",
      "storage"
    ],
    "targets.network": [
      "type",
      "ipv4",
      "ipv6",
      "ports"
    ],
    "targets.network.ports": [
      "host",
      "container"
    ],
    "targets.mounts": [
      "source",
      "dest",
      "options"
    ],
    "targets.storage": [
      "dest",
      "label"
    ]
  }
};
